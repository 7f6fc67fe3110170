using System.Net.Http.Json;
using System.Text.Json;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Search;

/// <summary>What an answer tells of how it came about, of where passages are from, and of its cost.</summary>
[Trait("runs", "through the worker")]
[Collection(TaggedDocuments.Collection)]
public sealed class ExplainedSearchTests(TaggedDocuments documents, SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hybrid_answer_is_explained_by_both_lists_and_what_each_stage_dropped()
    {
        using var plain = await documents.App.SearchAsync(new { query = "minor scales", mode = "hybrid", candidates = 3, topN = 2 });
        using var answer = await documents.App.SearchAsync(new { query = "minor scales", mode = "hybrid", candidates = 3, topN = 2, explain = true });
        var (explain, results) = (answer.RootElement.GetProperty("explain"), answer.RootElement.GetProperty("results").EnumerateArray().ToList());
        Assert.False(plain.RootElement.TryGetProperty("explain", out _));
        Assert.False(plain.RootElement.GetProperty("results")[0].TryGetProperty("explain", out _));
        Assert.Equal(
            plain.RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("document").GetString()),
            results.Select(result => result.GetProperty("document").GetString()));

        // Words: "minor" in one passage, "scale" in three.
        Assert.Equal(["dense 4 0", "bm25 3 0"], explain.GetProperty("lists").EnumerateArray()
            .Select(list => $"{list.GetProperty("vector")} {list.GetProperty("passages")} {list.GetProperty("lacking")}"));
        Assert.Equal(4, explain.GetProperty("passages").GetInt32());
        var stages = explain.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal(["retrieve 4 3", "rerank 3 2"], stages.Select(stage => $"{stage.GetProperty("stage")} {stage.GetProperty("in")} {stage.GetProperty("kept")}"));
        Assert.All(stages, stage => Assert.False(string.IsNullOrEmpty(Assert.Single(stage.GetProperty("dropped").EnumerateArray()).GetProperty("why").GetString())), throwIfEmpty: true);

        var first = results[0].GetProperty("explain");
        Assert.Equal("music.md", results[0].GetProperty("document").GetString());
        var ranks = first.GetProperty("lists").EnumerateArray().ToDictionary(
            list => list.GetProperty("vector").GetString()!, list => list.GetProperty("rank").GetInt32());
        Assert.Equal(1, ranks["bm25"]);
        Assert.Equal(
            Math.Round((1.0 / (59 + ranks["dense"])) + (1.0 / 60), 6), first.GetProperty("fused").GetProperty("score").GetDouble(), 1e-6);
        Assert.Equal(results[0].GetProperty("score").GetDouble(), first.GetProperty("rerank").GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task A_passage_below_the_least_score_is_dropped_for_that()
    {
        var answer = await documents.App.Http.GetFromJsonAsync<JsonElement>("search?q=fish&minScore=2&explain=true", Cancellation);
        Assert.Equal(0, answer.GetProperty("results").GetArrayLength());
        Assert.All(
            answer.GetProperty("explain").GetProperty("stages")[1].GetProperty("dropped").EnumerateArray(),
            dropped => Assert.Contains("minScore", dropped.GetProperty("why").GetString(), StringComparison.Ordinal), throwIfEmpty: true);
    }

    [Fact]
    public async Task A_result_links_to_its_document()
    {
        using var answer = await documents.App.SearchAsync(new { query = "gradient descent", filter = new { document = "ml/scaling.md" } });
        var link = answer.RootElement.GetProperty("results")[0].GetProperty("link").GetString();
        Assert.Equal("/api/content/ml/scaling.md", link);
        Assert.StartsWith("# Feature scaling", await documents.App.Http.GetStringAsync(link, Cancellation), StringComparison.Ordinal);
    }

    /// <summary>A token costs 1, a search unit 5.</summary>
    [Fact]
    public async Task An_answer_tells_what_it_costs()
    {
        using var answer = await documents.App.SearchAsync(new { query = "fish scales" });
        var tokens = answer.RootElement.GetProperty("usage").GetProperty("embedTokens").GetInt32();
        Assert.Equal($$"""{"amount":{{tokens + 5}},"currency":"USD"}""", answer.RootElement.GetProperty("cost").GetRawText());
        using var cheaper = await documents.App.SearchAsync(new { query = "fish scales", reranker = "none" });
        Assert.Equal($$"""{"amount":{{tokens}},"currency":"USD"}""", cheaper.RootElement.GetProperty("cost").GetRawText());
    }

    [Fact]
    public async Task A_cost_is_not_told_where_a_price_is_not_known()
    {
        await using var app = await EmulatedApp.PrepareAsync(
            azurite.TakeAccount(), new Dictionary<string, string?> { ["Prices__EmbedPerMillionTokens"] = "0.1" });
        var search = (Pipeline.Search.IDocumentSearch)app.Services.GetService(typeof(Pipeline.Search.IDocumentSearch))!;
        await app.UploadAsync("a.md", "One document.");
        await app.Synchronizer.SynchronizeAsync(new Pipeline.Documents.DocumentId("a.md"), Cancellation);
        Assert.Null((await search.SearchAsync(new() { Query = "document" }, Cancellation)).Cost);
        Assert.NotNull((await search.SearchAsync(new() { Query = "document", Reranker = "none" }, Cancellation)).Cost);
    }

    [Fact]
    public async Task Health_of_the_index_tells_what_lacks_a_vector()
        => Assert.Equal("""{"passages":4,"lacking":{"dense":0,"bm25":0}}""", await documents.App.Http.GetStringAsync("health/index", Cancellation));
}
