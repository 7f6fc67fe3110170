namespace RerankFunctions.Infra.Tests.Hooks;

public sealed class PreprovisionTests
{
    private static Dictionary<string, string> Complete => new()
    {
        ["AZURE_SUBSCRIPTION_ID"] = "11111111-1111-1111-1111-111111111111",
        ["QDRANT_ENDPOINT"] = "https://qdrant.example:6334",
        ["QDRANT_API_KEY"] = "a-key",
        ["COHERE_API_KEY"] = "a-key",
    };

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task With_all_that_is_needed_it_lets_azd_go_on(string shell)
    {
        using var az = new AzStub();
        Assert.Equal(0, (await Hook.RunAsync("preprovision", shell, az, Complete)).ExitCode);
        Assert.Empty(az.Calls);
    }

    [Theory]
    [InlineData("sh", "QDRANT_ENDPOINT")]
    [InlineData("sh", "QDRANT_API_KEY")]
    [InlineData("sh", "COHERE_API_KEY")]
    [InlineData("pwsh", "QDRANT_ENDPOINT")]
    [InlineData("pwsh", "QDRANT_API_KEY")]
    [InlineData("pwsh", "COHERE_API_KEY")]
    public async Task What_is_missing_is_named_with_the_command_that_sets_it(string shell, string variable)
    {
        using var az = new AzStub();
        var environment = Complete;
        environment[variable] = "";
        var run = await Hook.RunAsync("preprovision", shell, az, environment);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"azd env set {variable} ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a-key", run.Output, StringComparison.Ordinal);
    }

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task Keys_that_Key_Vault_has_need_not_be_given_again(string shell)
    {
        using var az = new AzStub();
        var environment = Complete;
        environment["QDRANT_API_KEY"] = environment["COHERE_API_KEY"] = "";
        environment["KEEP_VAULT_SECRETS"] = "true";
        Assert.Equal(0, (await Hook.RunAsync("preprovision", shell, az, environment)).ExitCode);
    }

    [Theory]
    [InlineData("sh", "NotRegistered", 2)]
    [InlineData("sh", "Registered", 1)]
    [InlineData("pwsh", "NotRegistered", 2)]
    [InlineData("pwsh", "Registered", 1)]
    public async Task Private_networking_registers_the_provider_of_its_subnet_where_that_is_not_done(string shell, string state, int calls)
    {
        using var az = new AzStub().Succeeding(state);
        var environment = Complete;
        environment["PRIVATE_NETWORKING"] = "true";
        Assert.Equal(0, (await Hook.RunAsync("preprovision", shell, az, environment)).ExitCode);
        Assert.Equal(calls, az.Calls.Count);
        Assert.Equal(calls is 2, az.Calls[^1].StartsWith("provider register", StringComparison.Ordinal));
    }
}
