using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Tests.Retrieval;

/// <summary>The product's index and retriever over the emulated Qdrant, with vectors of two numbers that tests give themselves.</summary>
internal sealed class RetrievedIndex : IAsyncDisposable
{
    private readonly IHost _app;

    private RetrievedIndex(EmulatedServices services, IHost app) => (Emulated, _app) = (services, app);

    public EmulatedServices Emulated { get; }

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RetrievedIndex> StartAsync(params (string Name, string Value)[] settings)
    {
        var services = await EmulatedServices.StartAsync(Cancellation);
        return new RetrievedIndex(services, services.App(clock: null, [("Qdrant:VectorSize", "2"), .. settings]));
    }

    /// <summary>Adds a document of one chunk a text, whole.</summary>
    public Task AddAsync(string name, params (string Text, float[] Vector)[] chunks) => AddAsync(StateOf(name), chunks);

    public Task AddAsync(StoredDocument document, params (string Text, float[] Vector)[] chunks)
        => AddAsync(document, [.. chunks.Select((chunk, at) => (new Chunk(at, chunk.Text, null, null, null), chunk.Vector))]);

    public async Task AddAsync(StoredDocument document, IReadOnlyList<(Chunk Chunk, float[] Vector)> chunks)
    {
        var index = Services.GetRequiredService<IDocumentIndex>();
        var version = new DocumentVersion(document, "hash", "fingerprint");
        await index.UpsertAsync(version, [.. chunks.Select(chunk => chunk.Chunk)], [.. chunks.Select(chunk => chunk.Vector)], Cancellation);
        await index.MarkAsync(version, chunks.Count, new ReadingNotes(), Cancellation);
    }

    public static StoredDocument StateOf(string name, IReadOnlyDictionary<string, string>? metadata = null) => new(
        new DocumentId(name), "\"1\"", 1, "text/plain", DateTimeOffset.UnixEpoch, metadata ?? new Dictionary<string, string>());

    public async Task<IReadOnlyList<Candidate>> RetrieveAsync(
        string mode, string text, float[] vector, int limit = 10, SearchFilter? filter = null)
        => (await Services.GetRequiredService<IRetriever>().RetrieveAsync(
            new RetrievalQuery(DocumentScope.All, [new EmbeddedQuery(text, vector)], filter, limit, mode), Cancellation)).Candidates;

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await Emulated.DisposeAsync();
    }
}
