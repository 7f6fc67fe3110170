using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>The product without its triggers: what tests of one document's way into the index do and look at.</summary>
internal sealed class SynchronizedApp : IAsyncDisposable
{
    private static readonly string[] Writes = ["Upsert", "SetPayload", "Delete", "UpdateBatch"];

    private readonly bool _onServer;

    private SynchronizedApp(EmulatedApp app, bool onServer)
        => (App, Qdrant, _onServer) = (app, new QdrantClient(app.QdrantEndpoint), onServer);

    public EmulatedApp App { get; }

    public QdrantClient Qdrant { get; }

    /// <summary>Calls that Qdrant had so far and that change points.</summary>
    public int WriteCalls => Writes.Sum(operation => App.Qdrant.Calls[operation]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="onServer">On the server at RERANK_QDRANT, in a collection of its own: no faults, and no counts of calls.</param>
    public static async Task<SynchronizedApp> StartAsync(SharedAzurite azurite, bool onServer = false)
    {
        var settings = onServer
            ? new Dictionary<string, string?> { ["Qdrant__Endpoint"] = RealQdrant.Endpoint, ["Qdrant__Collection"] = RealQdrant.NewCollection() }
            : null;
        return new(await EmulatedApp.PrepareAsync(azurite.TakeAccount(), settings, dimensions: 1024), onServer);
    }

    public Task SynchronizeAsync(string name) => App.Synchronizer.SynchronizeAsync(new DocumentId(name), Cancellation);

    public async Task UploadAndSynchronizeAsync(string name, string content)
    {
        await App.UploadAsync(name, content);
        await SynchronizeAsync(name);
    }

    /// <summary>As for a document that somebody wants indexed as it would be now.</summary>
    public Task SynchronizeAnewAsync(string name) => App.Services.GetRequiredService<DocumentSynchronizer>().SynchronizeAsync(
        new DocumentId(name), new DocumentRun(TimeProvider.System, TimeSpan.MaxValue) { Anew = true }, Cancellation);

    public async Task<DocumentStatus?> StatusAsync(string name)
        => await App.Services.GetRequiredService<IDocumentCatalog>().FindAsync(new DocumentId(name), Cancellation);

    /// <summary>Compares container and index to the end.</summary>
    /// <returns>The documents that are to be synchronised.</returns>
    public async Task<IReadOnlyList<string>> ReconcileAsync(bool outdated = false)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await App.Services.GetRequiredService<IReconciliation>().RunAsync(
                new ReconciliationRequest(cursor, Limit: 100, outdated), Cancellation);
            found.AddRange(page.Requeued);
            found.AddRange(page.Orphaned);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        return found;
    }

    /// <summary>Index and catalog agree on this content, and on nothing else.</summary>
    public async Task HoldsExactlyAsync(string name, string content, int sections = 1)
    {
        Assert.Equal(SectionedDocument.Texts(content, sections), await App.TextsAsync(name));
        Assert.All(
            await App.PointsAsync(name), point => Assert.Equal(sections, point.Payload["chunks"].IntegerValue), throwIfEmpty: true);
        var status = await StatusAsync(name);
        Assert.Equal((DocumentState.Indexed, sections, null), (status!.State, status.Chunks ?? 0, status.Error));
    }

    public async ValueTask DisposeAsync()
    {
        if (_onServer)
            await Qdrant.DeleteCollectionAsync(App.Collection);
        Qdrant.Dispose();
        await App.DisposeAsync();
    }
}
