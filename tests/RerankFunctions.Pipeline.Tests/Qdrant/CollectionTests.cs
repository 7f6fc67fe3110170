using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Pipeline.Tests.Qdrant;

/// <summary>What the app expects of the collection, and of calls on it.</summary>
public sealed class CollectionTests : IAsyncLifetime
{
    private EmulatedServices _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _services = await EmulatedServices.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("Qdrant:VectorSize", "64", "1024", "Qdrant__VectorSize is 64")]
    [InlineData("Qdrant:Distance", "Euclid", "Dot", "Qdrant__Distance is Euclid")]
    [InlineData("Cohere:EmbedModel", "embed-v4.0", "embed-english-v3.0", "embed-v4.0")]
    public async Task A_collection_made_for_other_vectors_stops_the_start_and_both_are_named(
        string setting, string value, string found, string configured)
    {
        using (var first = _services.App())
            await StartAndStopAsync(first);
        using var app = _services.App(clock: null, (setting, value));
        var mismatch = await Assert.ThrowsAsync<IndexMismatchException>(() => app.StartAsync(Cancellation));
        Assert.Contains(found, mismatch.Message, StringComparison.Ordinal);
        Assert.Contains(configured, mismatch.Message, StringComparison.Ordinal);
        Assert.Contains("Qdrant__Collection", mismatch.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("bm25")]
    public async Task A_collection_that_lacks_a_vector_stops_the_start_and_is_left_as_it_is(string lacking)
    {
        using var qdrant = new QdrantClient(_services.Qdrant.Endpoint);
        var (dense, sparse) = (new VectorParamsMap(), new SparseVectorConfig());
        dense.Map[lacking == "dense" ? "other" : "dense"] = new VectorParams { Size = 1024, Distance = Distance.Dot };
        sparse.Map[lacking == "bm25" ? "other" : "bm25"] = new SparseVectorParams();
        await qdrant.CreateCollectionAsync("documents", dense, sparseVectorsConfig: sparse, cancellationToken: Cancellation);

        using var app = _services.App();
        var mismatch = await Assert.ThrowsAsync<IndexMismatchException>(() => app.StartAsync(Cancellation));
        Assert.Contains($"'{lacking}'", mismatch.Message, StringComparison.Ordinal);
        Assert.True(await qdrant.CollectionExistsAsync("documents", Cancellation));
    }

    [Theory]
    [InlineData("0", 1)] // the emulator's own
    [InlineData("3", 3)]
    public async Task A_new_collection_has_its_payload_on_disk_and_the_replicas_that_are_set(string setting, uint replicas)
    {
        using var app = _services.App(clock: null, ("Qdrant:ReplicationFactor", setting));
        await StartAndStopAsync(app);
        using var qdrant = new QdrantClient(_services.Qdrant.Endpoint);
        var made = (await qdrant.GetCollectionInfoAsync("documents", Cancellation)).Config.Params;
#pragma warning disable CS0612 // What is to take its place is not known to the servers in use.
        Assert.Equal((true, replicas), (made.OnDiskPayload, made.ReplicationFactor));
#pragma warning restore CS0612
    }

    [Fact]
    public async Task A_retrieval_that_takes_too_long_is_told_as_Qdrant_s()
    {
        // Far beyond what it may take: a search that waits for it fails the test.
        _services.Qdrant.Faults.Delay("Query", TimeSpan.FromSeconds(60));
        using var app = _services.App(clock: null, ("Search:RetrieveTimeoutSeconds", "0.5"), ("Qdrant:TimeoutSeconds", "120"));
        var failure = await Assert.ThrowsAsync<DependencyException>(() => app.Services.GetRequiredService<IDocumentSearch>()
            .SearchAsync(new SearchRequest { Query = "a" }, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(("Qdrant", DependencyFailure.TimedOut), (failure.Dependency, failure.Failure));
    }

    private static async Task StartAndStopAsync(Microsoft.Extensions.Hosting.IHost app)
    {
        await app.StartAsync(Cancellation);
        await app.StopAsync(Cancellation);
    }
}
