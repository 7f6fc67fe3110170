using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Emulators.Faults;
using RerankFunctions.Host;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>Many documents at once, while a fifth of all calls to Cohere and Qdrant goes wrong, in every way that calls do.</summary>
[Trait("runs", "through the worker")]
public sealed class FaultyServicesTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const int Documents = 500;
    private const int UploadsAtOnce = 16;

    /// <summary>Where Qdrant is called while documents are ingested.</summary>
    private static readonly string[] QdrantOperations = ["Count", "Get", "Upsert", "SetPayload", "Delete"];

    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.StartAsync(
        azurite.TakeAccount(),
        new Dictionary<string, string?> { ["Cohere__EmbedInputsPerMinute"] = "1000000" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task No_document_is_lost_or_doubled_and_no_finished_work_is_done_again()
    {
        var expected = Enumerable.Range(0, Documents).ToDictionary(
            number => $"{number % 10}/{number}.md", number => (Content: $"content {number}", Sections: 1 + number % 3));
        await Parallel.ForEachAsync(
            expected, new ParallelOptions { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = Cancellation },
            async (document, _) => await _app.UploadAsync(
                document.Key, SectionedDocument.Create(document.Value.Content, document.Value.Sections)));
        FailAFifthOfAllCalls();

        await _app.WhenIdleAsync();

        _app.Qdrant.Faults.Clear();
        var points = (await _app.PointsAsync()).ToLookup(point => point.Payload["document"].StringValue);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), points.Select(document => document.Key).Order(StringComparer.Ordinal));
        foreach (var (name, (content, sections)) in expected)
        {
            Assert.Equal(SectionedDocument.Texts(content, sections), points[name].Select(point => point.Payload["text"].StringValue));
            Assert.All(points[name], point => Assert.Equal(sections, point.Payload["chunks"].IntegerValue), throwIfEmpty: true);
        }

        await AllAreIndexedAsync();
        Assert.False(await _app.Queue("webjobs-blobtrigger-poison").ExistsAsync(Cancellation));
        Assert.False(await _app.Queue($"{DocumentStore.ChangesQueueName}-poison").ExistsAsync(Cancellation));

        // Retries within a call embed nothing twice, for what failed was not answered; a document delivered again may.
        var passages = expected.Values.Sum(document => document.Sections);
        Assert.InRange(_app.Cohere.Calls.Embed.Inputs, passages, passages + CohereClient.MaxTextsPerCall);

        // The faults were there, and some were more than the retries within a run could take.
        var embeds = _app.Cohere.Calls.Embed;
        Assert.InRange((double)embeds.Faults / embeds.Calls, 0.15, 0.25);
        Assert.Contains(_app.Logs, line => line.Contains("is left to the queue", StringComparison.Ordinal));
    }

    private void FailAFifthOfAllCalls()
    {
        Fault[] cohere =
        [
            new(FaultKind.Status, "embed", 429),
            new(FaultKind.Status, "embed", 429, RetryAfterSeconds: 0),
            new(FaultKind.Status, "embed", 429, RetryAfterSeconds: 1),
            new(FaultKind.Status, "embed", 500),
            new(FaultKind.Drop, "embed"),
            new(FaultKind.Malformed, "embed"),
            new(FaultKind.Latency, "embed", LatencyMs: 300),
        ];
        for (var kind = 0; kind < cohere.Length; kind++)
            _app.Cohere.Faults.Add(cohere[kind] with { Probability = 0.2 / cohere.Length, Seed = kind });

        Fault[] qdrant =
        [
            new(FaultKind.Status, Status: (int)StatusCode.Unavailable),
            new(FaultKind.Status, Status: (int)StatusCode.Unavailable, AfterEffect: true),
            new(FaultKind.Status, Status: (int)StatusCode.ResourceExhausted),
            new(FaultKind.Status, Status: (int)StatusCode.ResourceExhausted, AfterEffect: true),
            new(FaultKind.Status, Status: (int)StatusCode.Internal, AfterEffect: true),
            new(FaultKind.Latency, LatencyMs: 200),
        ];
        foreach (var operation in QdrantOperations)
        {
            for (var kind = 0; kind < qdrant.Length; kind++)
                _app.Qdrant.Faults.Add(qdrant[kind] with { Operation = operation, Probability = 0.2 / qdrant.Length, Seed = kind });
        }
    }

    private async Task AllAreIndexedAsync()
    {
        var catalog = _app.Services.GetRequiredService<IDocumentCatalog>();
        string? from = null;
        var count = 0;
        do
        {
            var page = await catalog.ListAsync(prefix: null, IDocumentCatalog.MaxPageSize, from, Cancellation);
            Assert.All(page.Documents, document => Assert.Equal((DocumentState.Indexed, null), (document.State, document.Error)), throwIfEmpty: true);
            (count, from) = (count + page.Documents.Count, page.Cursor);
        }
        while (from is not null);

        Assert.Equal(Documents, count);
    }
}
