using RerankFunctions.Emulators.Qdrant;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class QdrantClientConformanceTests
{
    private const int Expected = 16;

    [Fact]
    public async Task Qdrants_own_client_for_JavaScript_gets_from_the_emulator_what_Qdrant_would_give()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var emulator = await QdrantEmulator.StartAsync(new() { ApiKey = "conformance-key" }, cancelled);

        var run = await NodeConformance.RunAsync(
            "qdrant.mjs",
            new Dictionary<string, string> { ["QDRANT_ENDPOINT"] = emulator.Endpoint.ToString() },
            cancelled);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains($"# pass {Expected}", run.Output.Replace('\u2139', '#'), StringComparison.Ordinal);
    }
}
