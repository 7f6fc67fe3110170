using RerankFunctions.Emulators.Qdrant;

namespace RerankFunctions.Emulators.Tests.Qdrant.Replay;

/// <summary>Conversations that were recorded with a real Qdrant 1.19.0, made again with the emulator.</summary>
public sealed class QdrantReplayTests
{
    /// <summary>Calls that the emulator answers otherwise, with the reason.</summary>
    private static readonly Dictionary<(string File, int Call), string> Different = new()
    {
        [("js-client.jsonl", 49)] = "The script asks for points at random to see it refused; a real server has it.",
        [("features.jsonl", 1)] = "The collection that it deletes was left there by an earlier recording.",
        [("features.jsonl", 30)] = "Formulas are refused: the product asks for none.",
    };

    /// <summary>
    /// Points that have the same score in lists which features.jsonl fuses, 1, 3 and 5 by their dense vectors and 2 and 4 by bm25: their order
    /// there, which Qdrant leaves open, decides on the scores that come of it.
    /// </summary>
    private static readonly ulong[][] Ties = [.. Orders([1, 3, 5]).SelectMany(dense => Orders([2, 4]).Select(words => (ulong[])[.. dense, .. words]))];

    [Theory]
    [InlineData("product.jsonl", null)]
    [InlineData("js-client.jsonl", "conformance-key")]
    public async Task The_emulator_answers_as_a_real_Qdrant_did(string file, string? key)
    {
        var calls = RecordedCall.Read(file);

        var differences = await ReplayedCalls.DifferencesAsync(
            calls, new QdrantEmulatorOptions { ApiKey = key }, TestContext.Current.CancellationToken);

        AllAreAccountedFor(file, calls, differences);
    }

    [Fact]
    public async Task What_the_product_asks_next_is_answered_as_a_real_Qdrant_did_in_one_of_the_orders_that_ties_may_have()
    {
        const string File = "features.jsonl";
        var calls = RecordedCall.Read(File);
        var replays = new List<IReadOnlyList<string?>>();
        foreach (var order in Ties)
        {
            replays.Add(await ReplayedCalls.DifferencesAsync(
                calls, new QdrantEmulatorOptions { TiedFirst = order }, TestContext.Current.CancellationToken));
        }

        AllAreAccountedFor(
            File, calls, [.. calls.Select((_, call) => replays.Exists(replay => replay[call] is null) ? null : replays[0][call])]);
    }

    private static void AllAreAccountedFor(string file, IReadOnlyList<RecordedCall> calls, IReadOnlyList<string?> differences)
    {
        var unexplained = differences.Index().Where(call => call.Item is null == Different.ContainsKey((file, call.Index)))
            .Select(call => $"{call.Index} {calls[call.Index].Method}: {call.Item ?? "no difference, but one is listed"}").ToList();
        Assert.True(unexplained.Count == 0, string.Join("\n", unexplained));
    }

    private static IEnumerable<ulong[]> Orders(ulong[] points) => points.Length <= 1
        ? [points]
        : points.SelectMany(first => Orders([.. points.Where(point => point != first)]).Select(rest => (ulong[])[first, .. rest]));
}
