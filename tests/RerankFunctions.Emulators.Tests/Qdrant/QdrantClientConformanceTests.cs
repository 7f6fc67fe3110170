using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Testing;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class QdrantClientConformanceTests
{
    private const int Expected = 16;

    /// <summary>What only the emulator does and says, and its key.</summary>
    private const int OfTheEmulator = 3;

    [Fact]
    public async Task Qdrants_own_client_for_JavaScript_gets_from_the_emulator_what_Qdrant_would_give()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var emulator = await QdrantEmulator.StartAsync(new() { ApiKey = "conformance-key" }, cancelled);

        var run = await NodeConformance.RunAsync(
            "qdrant.mjs",
            new Dictionary<string, string> { ["QDRANT_ENDPOINT"] = emulator.Endpoint.ToString() },
            cancelled);

        Passed(Expected, run);
    }

    [Fact]
    public async Task Qdrants_own_client_for_JavaScript_gets_the_same_from_a_server()
    {
        RealQdrant.SkipWithout();
        var run = await NodeConformance.RunAsync(
            "qdrant.mjs",
            new Dictionary<string, string>
            {
                ["QDRANT_ENDPOINT"] = RealQdrant.Endpoint!,
                ["QDRANT_COLLECTION"] = RealQdrant.NewCollection(),
                ["QDRANT_IS_SERVER"] = "yes",
            },
            TestContext.Current.CancellationToken);
        Passed(Expected - OfTheEmulator, run);
    }

    private static void Passed(int tests, NodeRun run)
    {
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains($"# pass {tests}", run.Output.Replace('\u2139', '#'), StringComparison.Ordinal);
    }
}
