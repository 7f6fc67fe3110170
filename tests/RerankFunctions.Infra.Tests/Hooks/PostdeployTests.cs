using System.Text.RegularExpressions;
using RerankFunctions.Infra.Tests.Bicep;

namespace RerankFunctions.Infra.Tests.Hooks;

/// <summary>What the postdeploy hook does with what az answers, in both its languages.</summary>
public sealed partial class PostdeployTests(CompiledInfra infra)
{
    /// <summary>As Azure Resource Manager words it where a template reads a key that is not there.</summary>
    private const string NoKey = "ERROR: InvalidTemplate - Unable to process template language expressions for resource "
        + "'document-uploaded': 'The language expression property 'blobs_extension' doesn't exist, available properties are ''.'";

    private const string NoHandshake = "ERROR: Url validation - Webhook validation handshake failed for "
        + "https://func-test.azurewebsites.net/runtime/webhooks/blobs. Http POST request retuned 2XX response with response code Unknown.";

    private const string Refused = "ERROR: AuthorizationFailed - The client 'x' does not have authorization to perform action "
        + "'Microsoft.Resources/deployments/write' over https://func-test.azurewebsites.net/runtime/webhooks/blobs?code=the-key&x=1";

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task A_key_that_comes_late_is_waited_for(string shell)
    {
        using var az = new AzStub().Failing(NoKey).Failing(NoKey);
        var run = await Hook.RunAsync("postdeploy", shell, az, Hook.Provisioned);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, az.Calls.Count);
        Assert.Contains("Attempt 2 of 5: the host has not made its blob webhook's key yet", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("Uploads to stdocstest now reach func-test.", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task A_handshake_that_fails_twice_is_tried_again(string shell)
    {
        using var az = new AzStub().Failing(NoKey).Failing(NoHandshake).Failing(NoHandshake);
        var run = await Hook.RunAsync("postdeploy", shell, az, Hook.Provisioned);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, az.Calls.Count);
        Assert.Contains("Attempt 3 of 5: the app does not answer Event Grid's handshake yet", run.Output, StringComparison.Ordinal);
    }

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task A_second_run_asks_for_the_same_again(string shell)
    {
        using var az = new AzStub();
        Assert.Equal(0, (await Hook.RunAsync("postdeploy", shell, az, Hook.Provisioned)).ExitCode);
        Assert.Equal(0, (await Hook.RunAsync("postdeploy", shell, az, Hook.Provisioned)).ExitCode);
        Assert.Equal(2, az.Calls.Count);
        Assert.Equal(az.Calls[0], az.Calls[1]);
    }

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task A_refusal_ends_it_at_once_with_what_Azure_said_but_no_key(string shell)
    {
        using var az = new AzStub().Failing(Refused);
        var run = await Hook.RunAsync("postdeploy", shell, az, Hook.Provisioned);
        Assert.Equal(1, run.ExitCode);
        Assert.Single(az.Calls);
        Assert.Contains("Uploads do not reach the app: Azure refuses the account that az is signed in with.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Microsoft.Resources/deployments/write", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("the-key", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh", "ERROR: ResourceNotFound - The Resource 'Microsoft.Web/sites/func-test' was not found.", "does not exist")]
    [InlineData("pwsh", "ERROR: ResourceNotFound - The Resource 'Microsoft.Web/sites/func-test' was not found.", "does not exist")]
    [InlineData("sh", "events.bicep(3,1) : Error BCP057: The name is not known.", "refuses infra/events.bicep")]
    [InlineData("pwsh", "events.bicep(3,1) : Error BCP057: The name is not known.", "refuses infra/events.bicep")]
    public async Task What_will_not_pass_is_not_tried_again(string shell, string message, string said)
    {
        using var az = new AzStub().Failing(message);
        var run = await Hook.RunAsync("postdeploy", shell, az, Hook.Provisioned);
        Assert.Equal(1, run.ExitCode);
        Assert.Single(az.Calls);
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
    }

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task It_gives_up_after_its_attempts_and_says_how_to_go_on(string shell)
    {
        using var az = new AzStub();
        for (var attempt = 0; attempt < 5; attempt++)
            az.Failing(NoHandshake);
        var run = await Hook.RunAsync("postdeploy", shell, az, Hook.Provisioned);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(5, az.Calls.Count);
        Assert.Contains("handshake yet, after 5 attempts.", run.Output, StringComparison.Ordinal);
        Assert.Contains("azd hooks run postdeploy", run.Output, StringComparison.Ordinal);
    }

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task Without_a_provisioned_environment_it_says_so(string shell)
    {
        using var az = new AzStub();
        var environment = Hook.Provisioned;
        environment["AZURE_EVENTS_TOPIC_NAME"] = "";
        var run = await Hook.RunAsync("postdeploy", shell, az, environment);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("azd provision", run.Output, StringComparison.Ordinal);
        Assert.Empty(az.Calls);
    }

    [Theory, InlineData("sh"), InlineData("pwsh")]
    public async Task It_deploys_the_events_template_with_the_parameters_that_has_and_never_asks_for_the_key(string shell)
    {
        using var az = new AzStub();
        await Hook.RunAsync("postdeploy", shell, az, Hook.Provisioned);
        var call = Assert.Single(az.Calls);
        Assert.StartsWith("deployment group create --subscription 11111111-1111-1111-1111-111111111111 --resource-group rg-test ", call, StringComparison.Ordinal);
        Assert.Equal(
            Path.GetFullPath(Repository.PathOf("infra", "events.bicep")),
            Path.GetFullPath(TemplateFile().Match(call).Groups[1].Value));
        Assert.Equal(
            infra.Copy().Events["parameters"]!.AsObject().Select(parameter => parameter.Key).Order(StringComparer.Ordinal),
            Parameter().Matches(call).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("key", call, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"--template-file (\S+)")]
    private static partial Regex TemplateFile();

    [GeneratedRegex(@" (\w+)=")]
    private static partial Regex Parameter();
}
