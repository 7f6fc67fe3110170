using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class CohereClientConformanceTests
{
    private const int Expected = 20;

    [Fact]
    public async Task Coheres_own_client_gets_from_the_emulator_what_the_service_would_give()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var emulator = await CohereEmulator.StartAsync(new() { ApiKey = "conformance-key" }, cancelled);

        var run = await NodeConformance.RunAsync(
            "cohere.mjs", new Dictionary<string, string> { ["COHERE_ENDPOINT"] = emulator.Endpoint.ToString() }, cancelled);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains($"# pass {Expected}", run.Output.Replace('\u2139', '#'));
    }
}
