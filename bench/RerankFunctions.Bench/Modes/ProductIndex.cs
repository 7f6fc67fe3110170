using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Bench.Ingest;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Hosting;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Reading;

namespace RerankFunctions.Bench.Modes;

/// <summary>The product's index and retriever, over the Qdrant emulator in a process of its own; vectors are given.</summary>
internal sealed class ProductIndex : IDisposable
{
    private readonly EmulatorProcess _emulators;
    private readonly IHost _app;

    private ProductIndex(EmulatorProcess emulators, IHost app) => (_emulators, _app) = (emulators, app);

    public static async Task<ProductIndex> StartAsync(int dimensions)
    {
        var emulators = await EmulatorProcess.StartAsync(dimensions);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DocumentsStorage"] = "UseDevelopmentStorage=true",
            ["Cohere:ApiKey"] = "any",
            ["Qdrant:Endpoint"] = emulators.Addresses.Qdrant.ToString(),
            ["Qdrant:VectorSize"] = $"{dimensions}",
            ["Search:RetrieveTimeoutSeconds"] = "60",
        });
        builder.AddRerankFunctions();
        return new ProductIndex(emulators, builder.Build());
    }

    /// <summary>Adds a document of these passages.</summary>
    public async Task AddAsync(string name, string? title, IReadOnlyList<(string Text, float[] Vector)> passages)
    {
        var index = _app.Services.GetRequiredService<IDocumentIndex>();
        var version = new DocumentVersion(
            new StoredDocument(new DocumentId(name), "\"1\"", 1, "text/plain", DateTimeOffset.UnixEpoch, new Dictionary<string, string>()), "hash", "all");
        await index.UpsertAsync(
            version, [.. passages.Select((passage, at) => new Chunk(at, passage.Text, title, null, null))], [.. passages.Select(passage => passage.Vector)],
            default);
        await index.MarkAsync(version, passages.Count, new ReadingNotes(), default);
    }

    public async Task<IReadOnlyList<Candidate>> FindAsync(string mode, string text, float[] vector, int candidates)
        => (await _app.Services.GetRequiredService<IRetriever>().RetrieveAsync(
            new RetrievalQuery(DocumentScope.All, [new EmbeddedQuery(text, vector)], Filter: null, candidates, mode), default)).Candidates;

    public void Dispose()
    {
        _app.Dispose();
        _emulators.Dispose();
    }
}
