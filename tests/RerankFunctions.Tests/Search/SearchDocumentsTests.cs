using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Search;

/// <summary>GET and POST /api/search as callers see them.</summary>
[Trait("runs", "through the worker")]
public sealed class SearchDocumentsTests(SearchDocumentsTests.Indexed indexed) : IClassFixture<SearchDocumentsTests.Indexed>
{
    private readonly EmulatedApp _app = indexed.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_has_the_passages_both_scores_the_models_the_timings_and_the_cost()
    {
        using var answer = await _app.SearchAsync(new { query = "why does gradient descent converge faster?" });
        var root = answer.RootElement;
        Assert.Equal(["query", "results", "degraded", "notes", "models", "timings", "usage", "cost"], root.EnumerateObject().Select(field => field.Name));
        Assert.Equal("why does gradient descent converge faster?", root.GetProperty("query").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("degraded").ValueKind);
        Assert.Equal(0, root.GetProperty("notes").GetArrayLength());
        Assert.Equal("embed-english-v3.0", root.GetProperty("models").GetProperty("embed").GetString());
        Assert.Equal("rerank-english-v3.0", root.GetProperty("models").GetProperty("rerank").GetString());
        Assert.Equal(["embedMs", "retrieveMs", "rerankMs", "totalMs"], root.GetProperty("timings").EnumerateObject().Select(field => field.Name));
        Assert.Equal(1, root.GetProperty("usage").GetProperty("searchUnits").GetInt32());
        Assert.True(root.GetProperty("usage").GetProperty("embedTokens").GetInt32() > 0);

        var results = root.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(
            ["rank", "score", "document", "chunk", "title", "heading", "page", "pageEnd", "text", "metadata", "link", "retrieval"],
            results[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal("ml/scaling.md", results[0].GetProperty("document").GetString());
        Assert.Equal("Feature scaling", results[0].GetProperty("title").GetString());
        Assert.Equal(Enumerable.Range(1, results.Count), results.Select(result => result.GetProperty("rank").GetInt32()));
        var scores = results.Select(result => result.GetProperty("score").GetDouble()).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(
            Enumerable.Range(1, results.Count),
            results.Select(result => result.GetProperty("retrieval").GetProperty("rank").GetInt32()).Order());
    }

    /// <summary>More than the model reads, and the question at its end.</summary>
    [Fact]
    public async Task A_question_behind_a_long_stack_trace_is_found_and_the_notes_say_that_not_all_was_read()
    {
        var trace = string.Concat(Enumerable.Range(0, 60).Select(at => $"  at x.y.F{at}(S.cs:{at})\n"));
        using var answer = await _app.SearchAsync(new { query = trace + "why does gradient descent converge faster?", reranker = "none" });
        Assert.Single(answer.RootElement.GetProperty("notes").EnumerateArray());
        Assert.Equal("ml/scaling.md", answer.RootElement.GetProperty("results")[0].GetProperty("document").GetString());
    }

    [Fact]
    public async Task GET_answers_as_POST_does()
    {
        using var got = JsonDocument.Parse(await _app.Http.GetStringAsync("search?q=musical%20scales&topN=2&document=ml/*", Cancellation));
        using var posted = await _app.SearchAsync(new { query = "musical scales", topN = 2, filter = new { document = "ml/*" } });
        Assert.Equal(
            posted.RootElement.GetProperty("results").GetRawText(), got.RootElement.GetProperty("results").GetRawText());
    }

    [Fact]
    public async Task Letters_beyond_ASCII_are_written_as_they_are()
        => Assert.Contains("“minor”", await _app.Http.GetStringAsync("search?q=minor", Cancellation), StringComparison.Ordinal);

    [Theory]
    [InlineData("ml/*", new[] { "ml/deep/norm.md", "ml/scaling.md" })]
    [InlineData("ml/deep/*", new[] { "ml/deep/norm.md" })]
    [InlineData("music.md", new[] { "music.md" })]
    [InlineData("mus/*", new string[0])]
    public async Task A_document_filter_takes_a_name_or_a_folder(string document, string[] expected)
    {
        using var answer = await _app.SearchAsync(new { query = "scales", filter = new { document } });
        Assert.Equal(
            expected,
            answer.RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("document").GetString()!).Order());
    }

    [Fact]
    public async Task Without_a_reranker_the_retrieval_order_stands_and_costs_no_search_unit()
    {
        var calls = _app.Cohere.Calls.Rerank.Calls;
        using var answer = await _app.SearchAsync(new { query = "fish scales", reranker = "none" });
        var root = answer.RootElement;
        Assert.Equal(JsonValueKind.Null, root.GetProperty("degraded").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("models").GetProperty("rerank").ValueKind);
        Assert.Equal(0, root.GetProperty("usage").GetProperty("searchUnits").GetInt32());
        Assert.All(root.GetProperty("results").EnumerateArray(), result =>
            Assert.Equal(result.GetProperty("rank").GetInt32(), result.GetProperty("retrieval").GetProperty("rank").GetInt32()), throwIfEmpty: true);
        Assert.Equal(calls, _app.Cohere.Calls.Rerank.Calls);
    }

    [Fact]
    public async Task Results_below_the_least_score_are_left_out()
    {
        using var all = await _app.SearchAsync(new { query = "fish scales" });
        var scores = all.RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("score").GetDouble()).ToList();
        using var some = await _app.SearchAsync(new { query = "fish scales", minScore = scores[1] });
        Assert.Equal(scores.Count(score => score >= scores[1]), some.RootElement.GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"query": """, "body")]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("\"text\"", "body")]
    [InlineData("""{"query": ""}""", "query")]
    [InlineData("""{}""", "query")]
    [InlineData("""{"query": 5}""", "query")]
    [InlineData("""{"query": "a", "query": "b"}""", "query")]
    [InlineData("""{"query": "a", "topN": 0}""", "topN")]
    [InlineData("""{"query": "a", "topN": 1000}""", "topN")]
    [InlineData("""{"query": "a", "topN": "5"}""", "topN")]
    [InlineData("""{"query": "a", "topN": 2.5}""", "topN")]
    [InlineData("""{"query": "a", "topn": 5}""", "topn")]
    [InlineData("""{"query": "a", "limit": 5}""", "limit")]
    [InlineData("""{"query": "a", "filter": "ml/*"}""", "filter")]
    public async Task A_bad_request_is_a_problem_that_names_the_field(string body, string field)
        => Assert.Contains(field, await ProblemAsync(await PostAsync(body), HttpStatusCode.BadRequest, "invalid-request"));

    [Theory]
    [InlineData("search", "q")]
    [InlineData("search?q=", "q")]
    [InlineData("search?q=a&topN=many", "topN")]
    [InlineData("search?q=a&topN=0", "topN")]
    [InlineData("search?q=a&q=b", "q")]
    [InlineData("search?q=a&limit=5", "limit")]
    [InlineData("search?q=a&document=*", "document")]
    public async Task A_bad_parameter_is_a_problem_that_names_it(string address, string parameter)
        => Assert.Contains(
            parameter, await ProblemAsync(await _app.Http.GetAsync(address, Cancellation), HttpStatusCode.BadRequest, "invalid-request"));

    [Fact]
    public async Task A_query_of_a_megabyte_is_refused_by_name()
        => Assert.Contains("query", await ProblemAsync(
            await PostAsync($$"""{"query": "{{new string('a', 1_000_000)}}"}"""), HttpStatusCode.RequestEntityTooLarge, "request-too-large"));

    [Fact]
    public async Task A_body_that_is_not_JSON_by_its_own_word_is_refused()
    {
        using var form = new StringContent("q=a", Encoding.UTF8, "application/x-www-form-urlencoded");
        await ProblemAsync(
            await _app.Http.PostAsync("search", form, Cancellation), HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData(500, "rerank-unavailable")]
    [InlineData(429, "rerank-unavailable")]
    [InlineData(401, "rerank-refused")]
    public async Task A_reranker_that_fails_leaves_the_answer_in_retrieval_order(int status, string why)
    {
        await using var app = await Indexed.StartAsync(indexed.Azurite);
        app.Cohere.Faults.Fail("rerank", status);
        await AnswersInRetrievalOrderAsync(app, why);
    }

    [Fact]
    public async Task A_reranker_that_hangs_leaves_the_answer_in_retrieval_order()
    {
        await using var app = await Indexed.StartAsync(indexed.Azurite);
        app.Cohere.Faults.Hang("rerank");
        await AnswersInRetrievalOrderAsync(app);
    }

    [Fact]
    public async Task A_reranker_that_answers_nonsense_leaves_the_answer_in_retrieval_order()
    {
        await using var app = await Indexed.StartAsync(indexed.Azurite);
        app.Cohere.Faults.Malform("rerank");
        await AnswersInRetrievalOrderAsync(app);
    }

    [Theory]
    [InlineData(429, HttpStatusCode.TooManyRequests, "dependency-throttled")]
    [InlineData(500, HttpStatusCode.BadGateway, "dependency-failed")]
    [InlineData(503, HttpStatusCode.ServiceUnavailable, "dependency-unavailable")]
    [InlineData(401, HttpStatusCode.BadGateway, "dependency-refused")]
    public async Task Without_the_embedding_of_the_query_the_problem_names_Cohere(int status, HttpStatusCode expected, string type)
    {
        await using var app = await EmulatedApp.StartAsync(indexed.Azurite.TakeAccount());
        app.Cohere.Faults.Fail("embed", status);
        using var response = await PostAsync(app, """{"query": "a"}""");
        Assert.Equal(expected is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, response.Headers.RetryAfter is not null);
        await ProblemAsync(response, expected, type, dependency: "Cohere");
    }

    [Fact]
    public async Task Cohere_s_own_Retry_After_is_passed_on()
    {
        await using var app = await EmulatedApp.StartAsync(indexed.Azurite.TakeAccount());
        app.Cohere.Faults.Fail("embed", 429, retryAfterSeconds: 17);
        using var response = await PostAsync(app, """{"query": "a"}""");
        Assert.Equal(TimeSpan.FromSeconds(17), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Without_Qdrant_the_problem_names_it()
    {
        await using var app = await EmulatedApp.StartAsync(indexed.Azurite.TakeAccount());
        await app.Qdrant.DisposeAsync();
        using var content = new StringContent("""{"query": "a"}""", Encoding.UTF8, "application/json");
        await ProblemAsync(
            await app.Http.PostAsync("search", content, Cancellation), HttpStatusCode.ServiceUnavailable, "dependency-unavailable", dependency: "Qdrant");
    }

    [Fact]
    public async Task Health_answers_anybody_without_a_word_about_dependencies()
        => Assert.Equal("""{"status":"ok"}""", await _app.Http.GetStringAsync("health", Cancellation));

    private static async Task AnswersInRetrievalOrderAsync(EmulatedApp app, string why = "rerank-unavailable")
    {
        using var answer = await app.SearchAsync(new { query = "fish scales", minScore = 0.99 });
        var root = answer.RootElement;
        Assert.Equal(why, root.GetProperty("degraded").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("models").GetProperty("rerank").ValueKind);
        var results = root.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.Equal(
            (result.GetProperty("rank").GetInt32(), result.GetProperty("score").GetDouble()),
            (result.GetProperty("retrieval").GetProperty("rank").GetInt32(), result.GetProperty("retrieval").GetProperty("score").GetDouble())), throwIfEmpty: true);
    }

    private Task<HttpResponseMessage> PostAsync(string body) => PostAsync(_app, body);

    private static async Task<HttpResponseMessage> PostAsync(EmulatedApp app, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await app.Http.PostAsync("search", content, Cancellation);
    }

    /// <summary>The names of the fields that the problem is about.</summary>
    private static async Task<IReadOnlyList<string>> ProblemAsync(
        HttpResponseMessage response, HttpStatusCode status, string type, string? dependency = null)
    {
        using (response)
        {
            using var problem = await response.Content.ReadFromJsonAsync<JsonDocument>(Cancellation);
            var root = problem!.RootElement;
            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)status, root.GetProperty("status").GetInt32());
            Assert.Equal($"urn:rerankfunctions:problem:{type}", root.GetProperty("type").GetString());
            Assert.False(string.IsNullOrWhiteSpace(root.GetProperty("detail").GetString()));
            Assert.Equal(dependency, root.TryGetProperty("dependency", out var named) ? named.GetString() : null);
            return root.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(error => error.Name)] : [];
        }
    }

    /// <summary>
    /// One app with four documents for all of these tests that only ask. Those that make a service fail have one of their own: its circuit stays
    /// open for a while.
    /// </summary>
    public sealed class Indexed(SharedAzurite azurite) : IAsyncLifetime
    {
        public EmulatedApp App { get; private set; } = null!;

        public SharedAzurite Azurite => azurite;

        public async ValueTask InitializeAsync() => App = await StartAsync(azurite);

        public static async Task<EmulatedApp> StartAsync(SharedAzurite azurite)
        {
            var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
            await app.IngestAsync(
                ("ml/scaling.md", "# Feature scaling\n\nGradient descent converges faster when features share one scale.\n"),
                ("ml/deep/norm.md", "# Batch normalisation\n\nBatch normalisation rescales activations inside a network.\n"),
                ("music.md", "# Scales\n\nA musical scale orders notes by pitch; “minor” scales sound sad.\n"),
                ("fish.txt", "Fish scales protect the skin of a fish."));
            return app;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
