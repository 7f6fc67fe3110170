using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Host;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

[Trait("runs", "through the worker")]
public sealed class LargeDocumentTests(SharedAzurite azurite)
{
    private const int Chunks = 10_000;
    private const int Dimensions = 64;

    /// <summary>By their ids, in one call: what Qdrant does in a tenth of a second.</summary>
    private const int MarkedAtOnce = 500;

    [Fact]
    public async Task Ten_thousand_chunks_go_through_in_one_run_without_a_call_too_many()
    {
        await using var app = await EmulatedApp.StartAsync(
            azurite.TakeAccount(),
            new Dictionary<string, string?>
            {
                ["Cohere__EmbedModel"] = CohereEmulator.EmbedModel,
                ["Cohere__EmbedInputsPerMinute"] = "1000000",
                ["Qdrant__VectorSize"] = $"{Dimensions}",
            },
            Dimensions);

        await app.IngestAsync(("large.md", SectionedDocument.Create("much", Chunks)));

        // Trigger and queue are both told; whichever comes second finds a run under way.
        Assert.All(app.Runs, run => Assert.Null(run.Error), throwIfEmpty: true);
        Assert.Equal(SectionedDocument.Texts("much", Chunks), await app.TextsAsync("large.md"));

        const int Batches = (Chunks + CohereClient.MaxTextsPerCall - 1) / CohereClient.MaxTextsPerCall;
        Assert.Equal((Batches, Chunks), (app.Cohere.Calls.Embed.Calls, app.Cohere.Calls.Embed.Inputs));
        Assert.Equal(Batches, app.Qdrant.Calls["Upsert"]);
        Assert.Equal(Chunks / MarkedAtOnce, app.Qdrant.Calls["SetPayload"]);
        Assert.Equal(0, app.Qdrant.Calls["Delete"]);
    }
}
