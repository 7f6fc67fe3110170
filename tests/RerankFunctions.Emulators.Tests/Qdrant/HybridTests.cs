using Qdrant.Client.Grpc;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

/// <summary>A hybrid search worked out by hand, step by step.</summary>
public sealed class HybridTests
{
    private const double Tolerance = 1e-5;

    private static readonly PrefetchQuery Dense = new() { Query = new[] { 1f, 0f }, Using = "dense", Limit = 10 };
    private static readonly PrefetchQuery Words = new() { Query = Document("red hen"), Using = "bm25", Limit = 10 };

    /// <summary>
    /// tf (k + 1) / (tf + k (1 - b + b length / average)), with k = 1.2, b = 0.75 and an average of 4 words:
    /// 1, of 2 words: red 2.2 / 1.75 = 1.257143. 2, of 3: red, twice, 4.4 / 2.975 = 1.478992, and hen 2.2 / 1.975 = 1.113924. 3, of 4: hen 1.
    /// Both words are in two of three documents, so that each weight counts ln((3 - 2 + 0.5) / (2 + 0.5) + 1) = ln 1.6 = 0.470004.
    /// </summary>
    [Fact]
    public async Task Words_count_by_how_often_they_are_in_a_document_and_in_how_few_documents()
    {
        await using var session = await StartAsync();

        var hits = await session.Client.QueryAsync(Collection, Words.Query, usingVector: "bm25", cancellationToken: Cancelled);

        Assert.Equal([2ul, 1ul, 3ul], hits.Select(hit => hit.Id.Num));
        // (1.478992 + 1.113924) × 0.470004, 1.257143 × 0.470004 and 0.470004.
        Assert.All(hits.Zip([1.218680f, 0.590862f, 0.470004f]), pair => Assert.Equal(pair.Second, pair.First.Score, Tolerance), throwIfEmpty: true);
    }

    /// <summary>
    /// By their dense vectors: 1, 3, 2; by words: 2, 1, 3. With k = 60 a list's first counts 1/60 = 0.016667, its second 1/61 = 0.016393, its
    /// third 1/62 = 0.016129.
    /// </summary>
    [Fact]
    public async Task Lists_are_fused_by_the_ranks_that_points_have_in_them()
    {
        await using var session = await StartAsync();

        var fused = await session.Client.QueryAsync(Collection, new Rrf { K = 60 }, [Dense, Words], cancellationToken: Cancelled);

        // 1: 1/60 + 1/61. 2: 1/62 + 1/60. 3: 1/61 + 1/62.
        Assert.Equal([1ul, 2ul, 3ul], fused.Select(hit => hit.Id.Num));
        Assert.All(fused.Zip([0.033060f, 0.032796f, 0.032522f]), pair => Assert.Equal(pair.Second, pair.First.Score, Tolerance), throwIfEmpty: true);
    }

    /// <summary>
    /// The dense scores 3, 2, 1 have the mean 2 and the deviation 1, so that they go from -1 (0) to 5 (1): 4/6, 3/6, 2/6. The words'
    /// 1.218680, 0.590862, 0.470004 have the mean 0.759848 and the deviation 0.401928, so that they go from -0.445937 to 1.965634:
    /// 0.690263, 0.429927, 0.379811.
    /// </summary>
    [Fact]
    public async Task Or_by_where_their_scores_lie_in_each_list()
    {
        await using var session = await StartAsync();

        var fused = await session.Client.QueryAsync(Collection, Fusion.Dbsf, [Dense, Words], cancellationToken: Cancelled);

        // 1: 4/6 + 0.429927. 2: 2/6 + 0.690263. 3: 3/6 + 0.379811.
        Assert.Equal([1ul, 2ul, 3ul], fused.Select(hit => hit.Id.Num));
        Assert.All(fused.Zip([1.096593f, 1.023596f, 0.879811f]), pair => Assert.Equal(pair.Second, pair.First.Score, Tolerance), throwIfEmpty: true);
    }

    /// <summary>The nearest of all goes first, then what is near the query by half and unlike what was picked by half.</summary>
    [Fact]
    public async Task Near_duplicates_of_what_was_picked_give_way()
    {
        await using var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Point(1, 1, 0), Point(2, 0.9f, 0.1f), Point(3, 0.5f, -0.5f));
        var query = new Query
        {
            NearestWithMmr = new NearestInputWithMmr
            {
                Nearest = new VectorInput { Dense = new DenseVector { Data = { 1f, 0f } } },
                Mmr = new Mmr { Diversity = 0.7f, CandidatesLimit = 3 },
            },
        };

        var hits = await session.Client.QueryAsync(Collection, query, usingVector: "dense", limit: 2, cancellationToken: Cancelled);

        // After 1: 2 has 0.3 × 0.9 - 0.7 × 0.9 = -0.36, 3 has 0.3 × 0.5 - 0.7 × 0.5 = -0.2. The scores stay the points' own.
        Assert.Equal([(1ul, 1f), (3ul, 0.5f)], hits.Select(hit => (hit.Id.Num, hit.Score)));
    }

    private static async Task<QdrantSession> StartAsync()
    {
        var session = await StartWithCollectionAsync();
        await session.UpsertAsync(Both(1, 3, "red fox"), Both(2, 1, "red red hen"), Both(3, 2, "blue hen sat down"));
        return session;
    }

    private static PointStruct Both(ulong id, float x, string text) => new()
    {
        Id = id,
        Vectors = new Dictionary<string, Vector> { ["dense"] = new[] { x, 0f }, ["bm25"] = Document(text) },
    };

    private static Document Document(string text)
    {
        var document = Bm25(text);
        document.Options.Add("language", "none");
        document.Options.Add("avg_len", 4L);
        return document;
    }
}
