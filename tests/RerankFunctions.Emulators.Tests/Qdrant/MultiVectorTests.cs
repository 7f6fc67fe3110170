using Grpc.Core;
using Qdrant.Client.Grpc;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

/// <summary>Vectors of which a point has several, as a ColBERT model gives one for each token.</summary>
public sealed class MultiVectorTests
{
    private const string Name = "colbert";

    [Fact]
    public async Task A_score_is_the_best_match_of_each_of_the_querys_vectors_summed()
    {
        await using var session = await StartAsync(Distance.Dot);
        await session.UpsertAsync(Tokens(1, [1, 0], [0, 2]), Tokens(2, [3, 3]), Tokens(3, [-1, -1]), Point(4));

        var hits = await NearestAsync(session, [1, 0], [0, 1], [1, 1]);

        // Of point 1: max(1, 0) + max(0, 2) + max(1, 2). Of point 2: 3 + 3 + 6. Of point 3: -1 - 1 - 2. Point 4 has no such vector.
        Assert.Equal([(2ul, 12f), (1ul, 5f), (3ul, -4f)], hits);
    }

    [Fact]
    public async Task Cosine_brings_each_vector_to_unit_length()
    {
        await using var session = await StartAsync(Distance.Cosine);
        await session.UpsertAsync(Tokens(1, [3, 4], [0, 9]));

        var stored = Assert.Single(await session.Client.RetrieveAsync(Collection, [1ul], false, true, cancellationToken: Cancelled));
        Assert.Equal([[0.6f, 0.8f], [0, 1]], stored.Vectors.Vectors.Vectors[Name].MultiDense.Vectors.Select(vector => vector.Data.ToArray()));
        // max(0.6, 0) + max(0.8, 1).
        Assert.Equal(1.6f, Assert.Single(await NearestAsync(session, [2, 0], [0, 5])).Score, 1e-6f);
    }

    [Theory]
    [InlineData(Distance.Euclid, 2.236068f)] // √(1² + 2²)
    [InlineData(Distance.Manhattan, 3f)]
    public async Task Distances_are_summed_from_the_nearest_and_the_smallest_is_best(Distance distance, float score)
    {
        await using var session = await StartAsync(distance);
        await session.UpsertAsync(Tokens(1, [9, 9]), Tokens(2, [1, 0], [0, 3], [7, 7]));

        var hits = await NearestAsync(session, [2, 0], [0, 5]);

        Assert.Equal([2ul, 1ul], hits.Select(hit => hit.Id));
        Assert.Equal(score, hits[0].Score, 1e-6f);
    }

    [Fact]
    public async Task It_reranks_what_other_lists_found_in_one_call()
    {
        await using var session = await StartAsync(Distance.Dot);
        await session.UpsertAsync(Tokens(1, [5, 0]), Tokens(2, [1, 0]), Tokens(3, [9, 9]));

        var hits = await session.Client.QueryAsync(
            Collection, new[] { new[] { 1f, 0f } }, [new PrefetchQuery { Query = new[] { -1f, 0f }, Using = "dense", Limit = 2 }], Name,
            cancellationToken: Cancelled);

        // The nearest in "dense", (id, 0), are 1 and 2: 3 is not reranked, however well it fits.
        Assert.Equal([1ul, 2ul], hits.Select(hit => hit.Id.Num));
    }

    [Fact]
    public async Task One_vector_alone_goes_for_a_list_of_one()
    {
        await using var session = await StartAsync(Distance.Dot);
        await session.UpsertAsync(new PointStruct { Id = 1ul, Vectors = new Dictionary<string, float[]> { [Name] = [2, 0] } });

        var hit = Assert.Single(await session.Client.QueryAsync(Collection, new[] { 3f, 0f }, usingVector: Name, cancellationToken: Cancelled));

        Assert.Equal(6f, hit.Score);
    }

    [Fact]
    public async Task Float16_rounds_what_is_stored()
    {
        await using var session = await StartAsync(Distance.Dot, Datatype.Float16);
        await session.UpsertAsync(Tokens(1, [0.1f, 1]));

        var stored = Assert.Single(await session.Client.RetrieveAsync(Collection, [1ul], false, true, cancellationToken: Cancelled));

        Assert.Equal([0.0999755859375f, 1], stored.Vectors.Vectors.Vectors[Name].MultiDense.Vectors[0].Data);
    }

    [Fact]
    public async Task Lists_that_do_not_fit_are_refused()
    {
        await using var session = await StartAsync(Distance.Dot);

        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Vector dimension error: expected dim: 2, got 3", () => NearestAsync(session, [1, 0, 0]));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Malformed multi-dense vector: Validation failed: MultiDenseVector cannot be empty",
            () => session.UpsertAsync(Tokens(1)));
        await RefusedAsync(
            StatusCode.InvalidArgument, "Wrong input: Conversion between multi and regular vectors failed",
            () => session.Client.QueryAsync(Collection, new[] { new[] { 1f, 0f } }, usingVector: "dense", cancellationToken: Cancelled));
    }

    [Fact]
    public async Task Without_a_graph_a_search_of_all_is_refused_where_exact_search_is()
    {
        await using var session = await StartAsync(Distance.Dot, strictMode: new StrictModeConfig { SearchAllowExact = false });
        await session.UpsertAsync(Tokens(1, [1, 0]));
        PrefetchQuery[] prefetch = [new() { Query = new[] { 1f, 0f }, Using = "dense" }];

        await RefusedAsync(
            StatusCode.InvalidArgument,
            "Bad request: Request is forbidden on 'colbert' because global vector indexing is disabled (hnsw_config.m = 0). Help: Use "
            + "tenant-specific filter, enable global vector indexing or enable strict mode `search_allow_exact` option",
            () => NearestAsync(session, [1, 0]));
        Assert.Single(await session.Client.QueryAsync(Collection, new[] { new[] { 1f, 0f } }, prefetch, Name, cancellationToken: Cancelled));
    }

    private static async Task<QdrantSession> StartAsync(Distance distance, Datatype datatype = Datatype.Float32, StrictModeConfig? strictMode = null)
    {
        var session = await QdrantSession.StartAsync();
        var several = new VectorParams
        {
            Size = 2,
            Distance = distance,
            Datatype = datatype,
            HnswConfig = new HnswConfigDiff { M = 0 },
            MultivectorConfig = new MultiVectorConfig { Comparator = MultiVectorComparator.MaxSim },
        };
        await session.Client.CreateCollectionAsync(
            Collection,
            new VectorParamsMap { Map = { ["dense"] = new VectorParams { Size = 2, Distance = Distance.Dot }, [Name] = several } },
            strictModeConfig: strictMode, cancellationToken: Cancelled);
        return session;
    }

    private static PointStruct Tokens(ulong id, params float[][] vectors) => new()
    {
        Id = id,
        Vectors = new Vectors
        {
            Vectors_ = new NamedVectors
            {
                Vectors = { ["dense"] = new[] { (float)id, 0 }, [Name] = new Vector { MultiDense = Multi(vectors) } },
            },
        },
    };

    private static MultiDenseVector Multi(float[][] vectors) => new() { Vectors = { vectors.Select(vector => new DenseVector { Data = { vector } }) } };

    private static async Task<IReadOnlyList<(ulong Id, float Score)>> NearestAsync(QdrantSession session, params float[][] vectors)
    {
        var query = new Query { Nearest = new VectorInput { MultiDense = Multi(vectors) } };
        var hits = await session.Client.QueryAsync(Collection, query, usingVector: Name, cancellationToken: Cancelled);
        return [.. hits.Select(hit => (hit.Id.Num, hit.Score))];
    }
}
