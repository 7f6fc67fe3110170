using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Retrieval;
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

    [Fact]
    public async Task A_collection_without_the_embed_model_s_vector_stops_the_start_and_is_left_as_it_is()
    {
        await CreateAsync("other", new SparseVectorConfig());
        using var app = _services.App();
        var mismatch = await Assert.ThrowsAsync<IndexMismatchException>(() => app.StartAsync(Cancellation));
        Assert.Contains("'dense'", mismatch.Message, StringComparison.Ordinal);
        using var qdrant = new QdrantClient(_services.Qdrant.Endpoint);
        Assert.Empty((await qdrant.GetCollectionInfoAsync("documents", Cancellation)).Config.Params.SparseVectorsConfig?.Map.Keys ?? []);
    }

    [Fact]
    public async Task Another_vector_that_a_collection_lacks_is_added_while_it_is_in_use()
    {
        await CreateAsync("dense", new SparseVectorConfig());
        using var app = _services.App();
        await StartAndStopAsync(app);

        using var qdrant = new QdrantClient(_services.Qdrant.Endpoint);
        var added = (await qdrant.GetCollectionInfoAsync("documents", Cancellation)).Config.Params.SparseVectorsConfig.Map["bm25"];
        Assert.Equal(Modifier.Idf, added.Modifier);
        using var again = _services.App();
        await StartAndStopAsync(again);
        Assert.Equal(1, _services.Qdrant.Calls["CreateVectorName"]);
    }

    /// <summary>A collection of an earlier version, or a type of metadata that was set otherwise: Qdrant replaces the index of a field.</summary>
    [Fact]
    public async Task An_index_that_does_not_fit_its_field_is_made_anew()
    {
        using (var first = _services.App())
            await StartAndStopAsync(first);
        using var qdrant = new QdrantClient(_services.Qdrant.Endpoint);
        await qdrant.CreatePayloadIndexAsync("documents", "document", PayloadSchemaType.Keyword, cancellationToken: Cancellation);
        await qdrant.CreatePayloadIndexAsync("documents", "metadata.at", PayloadSchemaType.Keyword, cancellationToken: Cancellation);

        using var again = _services.App(clock: null, ("Search:MetadataFields", "at:datetime"));
        await StartAndStopAsync(again);

        var schema = (await qdrant.GetCollectionInfoAsync("documents", Cancellation)).PayloadSchema;
        Assert.NotNull(schema["document"].Params.KeywordIndexParams.Prefix);
        Assert.Equal(PayloadSchemaType.Datetime, schema["metadata.at"].DataType);
    }

    [Fact]
    public async Task A_Qdrant_too_old_to_add_a_vector_stops_the_start_with_the_vector_named()
    {
        await CreateAsync("dense", new SparseVectorConfig());
        _services.Qdrant.Faults.Fail("CreateVectorName", Grpc.Core.StatusCode.Unimplemented);
        using var app = _services.App();
        var mismatch = await Assert.ThrowsAsync<IndexMismatchException>(() => app.StartAsync(Cancellation));
        Assert.Contains("'bm25'", mismatch.Message, StringComparison.Ordinal);
        Assert.Contains("1.18", mismatch.Message, StringComparison.Ordinal);
        Assert.Contains("Qdrant__Collection", mismatch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_do_not_count_by_how_rare_they_are_stop_the_start()
    {
        await CreateAsync("dense", new SparseVectorConfig { Map = { ["bm25"] = new SparseVectorParams() } });
        using var app = _services.App();
        var mismatch = await Assert.ThrowsAsync<IndexMismatchException>(() => app.StartAsync(Cancellation));
        Assert.Contains("IDF", mismatch.Message, StringComparison.Ordinal);
    }

    /// <summary>A document that was indexed before the collection had the vector: absent from its list, and counted.</summary>
    [Fact]
    public async Task Points_that_lack_a_vector_are_counted()
    {
        await CreateAsync("dense", new SparseVectorConfig());
        using var qdrant = new QdrantClient(_services.Qdrant.Endpoint);
        await qdrant.UpsertAsync(
            "documents", [new PointStruct { Id = 1, Vectors = new Dictionary<string, Vector> { ["dense"] = new float[1024] } }],
            cancellationToken: Cancellation);

        using var app = _services.App();
        var coverage = await app.Services.GetRequiredService<IIndexCoverage>().MeasureAsync(Cancellation);

        Assert.Equal(1, coverage.Passages);
        Assert.Equal(new Dictionary<string, long> { ["dense"] = 0, ["bm25"] = 1 }, coverage.Lacking);
    }

    private async Task CreateAsync(string vector, SparseVectorConfig sparse)
    {
        using var qdrant = new QdrantClient(_services.Qdrant.Endpoint);
        var dense = new VectorParamsMap { Map = { [vector] = new VectorParams { Size = 1024, Distance = Distance.Dot } } };
        await qdrant.CreateCollectionAsync("documents", dense, sparseVectorsConfig: sparse, cancellationToken: Cancellation);
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
