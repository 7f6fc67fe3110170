using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Pipeline.Tests.Retrieval;

/// <summary>What each mode finds, with scores worked out by hand.</summary>
public sealed class RetrievalModeTests
{
    private const double Tolerance = 1e-5;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dense_finds_by_meaning()
    {
        await using var index = await FilledAsync();
        await FindsAsync(index, "dense", ("1", 3), ("3", 2), ("2", 1));
    }

    /// <summary>As in the emulator's HybridTests: the terms' weights in each text, times ln 1.6 for either word.</summary>
    [Fact]
    public async Task Bm25_finds_by_words()
    {
        // tf (k + 1) / (tf + k (1 - b + b length / average)), k = 1.2, b = 0.75; the server assumes an average of 256 words. 2: red twice,
        // 4.4 / (2 + 0.3 + 0.9 × 3 / 256) = 1.904311, hen 2.2 / 1.310547 = 1.678689; 1: red 2.2 / (1.3 + 0.9 × 2 / 256) = 1.683204; 3: 1.674197.
        await using var index = await FilledAsync();
        await FindsAsync(index, "bm25", ("2", 3.583000 * 0.470004), ("1", 1.683204 * 0.470004), ("3", 1.674197 * 0.470004));
    }

    /// <summary>1: 1/60 + 1/61. 2: 1/62 + 1/60. 3: 1/61 + 1/62.</summary>
    [Fact]
    public async Task Hybrid_fuses_both_by_rank_in_one_call()
    {
        await using var index = await FilledAsync();
        index.Emulated.Qdrant.Calls.Clear();
        await FindsAsync(index, "hybrid", ("1", 0.033060), ("2", 0.032796), ("3", 0.032522));
        Assert.Equal(new Dictionary<string, int> { ["Query"] = 1 }, index.Emulated.Qdrant.Calls.Counts);
    }

    /// <summary>1: 1/2 + 1/3. 2: 1/4 + 1/2. 3: 1/3 + 1/4.</summary>
    [Fact]
    public async Task The_k_of_the_fusion_is_a_setting()
    {
        await using var index = await FilledAsync(("Search:RrfK", "2"));
        await FindsAsync(index, "hybrid", ("1", 0.833333), ("2", 0.75), ("3", 0.583333));
    }

    [Theory]
    [InlineData("is it the one that was")]
    [InlineData("zebra")]
    public async Task Words_that_find_nothing_leave_hybrid_to_meaning_and_bm25_without_a_passage(string query)
    {
        await using var index = await FilledAsync();
        Assert.Equal(["1", "3", "2"], Names(await index.RetrieveAsync("hybrid", query, [1, 0])));
        Assert.Empty(await index.RetrieveAsync("bm25", query, [1, 0]));
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("bm25")]
    [InlineData("hybrid")]
    public async Task Equal_scores_stand_in_the_order_of_documents_and_chunks(string mode)
    {
        await using var index = await RetrievedIndex.StartAsync();
        foreach (var name in new[] { "c", "a", "b" })
            await index.AddAsync(name, ("hen", [1, 0]), ("hen", [1, 0]));

        var found = await index.RetrieveAsync(mode, "hen", [1, 0]);

        if (mode != "hybrid") // there equal scores in a list are ranks apart
            Assert.Equal(["a0", "a1", "b0", "b1", "c0", "c1"], found.Select(candidate => $"{candidate.Document}{candidate.Chunk}"));
        Assert.Equal(
            found.OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Document.Name).ThenBy(candidate => candidate.Chunk),
            found);
    }

    /// <summary>Each is first in one list: 1/60, both. Whichever the server puts first, the same one is taken.</summary>
    [Fact]
    public async Task A_cut_through_equal_scores_takes_the_first_by_name()
    {
        await using var index = await RetrievedIndex.StartAsync();
        await index.AddAsync("words", ("hen", [0, 1]));
        for (var i = 0; i < 150; i++)
            await index.AddAsync($"meaning{i:D3}", ("fox", [150 - i, 0]));

        Assert.Equal(["meaning000"], Names(await index.RetrieveAsync("hybrid", "hen", [1, 0], limit: 1)));
    }

    [Fact]
    public async Task Queries_beside_the_question_cost_one_call_of_each_service()
    {
        await using var services = await EmulatedServices.StartAsync(Cancellation);
        using var app = services.App();
        var search = app.Services.GetRequiredService<IDocumentSearch>();
        await search.SearchAsync(new SearchRequest { Query = "a first call makes the collection" }, Cancellation);
        services.Qdrant.Calls.Clear();
        services.Cohere.Calls.Reset();

        await search.SearchAsync(new SearchRequest { Query = "hens or foxes", Queries = ["hens", "foxes", "hens"], Mode = "hybrid" }, Cancellation);

        Assert.Equal((1, 3), (services.Cohere.Calls.Embed.Calls, services.Cohere.Calls.Embed.Inputs));
        Assert.Equal(new Dictionary<string, int> { ["Query"] = 1 }, services.Qdrant.Calls.Counts);
    }

    [Fact]
    public async Task Several_queries_are_fused_in_the_dense_mode_too()
    {
        await using var index = await FilledAsync();
        var found = await index.Services.GetRequiredService<IRetriever>().RetrieveAsync(
            new RetrievalQuery(
                Documents.DocumentScope.All, [new EmbeddedQuery("a", [1, 0]), new EmbeddedQuery("b", [-1, 0])], Filter: null, 10, "dense"),
            Cancellation);
        // 1 3 2 and 2 3 1: 1 and 2 have 1/60 + 1/62, 3 has 2/61.
        Assert.Equal(["1", "2", "3"], Names(found.Candidates));
        Assert.All(found.Candidates.Zip([0.032796, 0.032796, 0.032787]), pair => Assert.Equal(pair.Second, pair.First.Score, Tolerance), throwIfEmpty: true);
    }

    /// <summary>They are missing from the words' list without a word, are counted, and are given the vector out of their own text.</summary>
    [Fact]
    public async Task Points_that_lack_a_vector_are_filled_without_embedding()
    {
        await using var index = await FilledAsync();
        using var qdrant = new QdrantClient(index.Emulated.Qdrant.Endpoint);
        var before = await index.RetrieveAsync("bm25", "red hen", [1, 0]);
        await qdrant.DeleteVectorsAsync("documents", ["bm25"], new Filter(), cancellationToken: Cancellation);
        Assert.Empty(await index.RetrieveAsync("bm25", "red hen", [1, 0]));
        Assert.Equal(3, (await index.Services.GetRequiredService<IIndexCoverage>().MeasureAsync(Cancellation)).Lacking["bm25"]);

        var backfill = index.Services.GetRequiredService<IVectorBackfill>();
        foreach (var filled in new[] { 2, 1, 0 })
            Assert.Equal(filled, await backfill.FillAsync(limit: 2, Cancellation));

        Assert.Equivalent(before, await index.RetrieveAsync("bm25", "red hen", [1, 0]));
        Assert.Equal(0, index.Emulated.Cohere.Calls.Embed.Calls);
    }

    private static async Task<RetrievedIndex> FilledAsync(params (string Name, string Value)[] settings)
    {
        var index = await RetrievedIndex.StartAsync(settings);
        await index.AddAsync("1", ("red fox", [3, 0]));
        await index.AddAsync("2", ("red red hen", [1, 0]));
        await index.AddAsync("3", ("hen and coop shed corn", [2, 0]));
        return index;
    }

    private static async Task FindsAsync(RetrievedIndex index, string mode, params (string Document, double Score)[] expected)
    {
        var found = await index.RetrieveAsync(mode, "red hen", [1, 0]);
        Assert.Equal(expected.Select(one => one.Document), Names(found));
        Assert.All(found.Zip(expected), pair => Assert.Equal(pair.Second.Score, pair.First.Score, Tolerance), throwIfEmpty: true);
    }

    private static IEnumerable<string> Names(IEnumerable<Candidate> found) => found.Select(candidate => candidate.Document.Name);
}
