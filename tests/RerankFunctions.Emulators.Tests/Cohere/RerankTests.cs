using System.Net;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class RerankTests : CohereCaller
{
    private const string Usage = "For proper usage, please refer to https://docs.cohere.com/reference/rerank";

    private static readonly string[] Documents =
    [
        "Musical scales order notes by pitch.",
        "Feature scaling puts columns on one range, so that distances are not decided by a unit.",
        "Fish have scales.",
    ];

    [Fact]
    public async Task The_answer_has_the_shape_of_the_service_and_the_best_first()
    {
        var reply = await RerankAsync(RerankJson("why does feature scaling matter for distances?", Documents));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["id", "results", "meta"], reply.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("""{"api_version":{"version":"2"},"billed_units":{"search_units":1}}""", reply.Json.GetProperty("meta").GetRawText());
        Assert.Equal(["index", "relevance_score"], reply.Json.GetProperty("results")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("emulator/lexical-rerank", reply.Model);
        Assert.Equal([0, 1, 2], reply.Results.Select(r => r.Index).Order());
        Assert.Equal(1, reply.Results[0].Index);
        Assert.True(reply.Results[0].Score > 0.5);
        Assert.Equal(reply.Results.OrderByDescending(r => r.Score), reply.Results);
        Assert.All(reply.Results, r => Assert.InRange(r.Score, 1e-6, 1 - 1e-6), throwIfEmpty: true);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(50, 3)]
    public async Task At_most_top_n_results_come_back(int topN, int results)
        => Assert.Equal(results, (await RerankAsync(RerankJson("scales", Documents, more: $",\"top_n\":{topN}"))).Results.Length);

    [Fact]
    public async Task Equal_documents_keep_their_order()
    {
        var reply = await RerankAsync(RerankJson("scales", ["fish", "a scale", "a scale", "a scale"]));

        Assert.Equal([1, 2, 3, 0], reply.Results.Select(r => r.Index));
        Assert.Equal(reply.Results[0].Score, reply.Results[2].Score);
    }

    [Fact]
    public async Task A_query_of_stop_words_or_with_no_match_ranks_in_the_given_order_with_low_scores()
    {
        var nothing = (await RerankAsync(RerankJson("why?", Documents))).Results;
        var noMatch = (await RerankAsync(RerankJson("volcano", Documents))).Results;

        Assert.Equal([0, 1, 2], nothing.Select(r => r.Index));
        Assert.Equal([0, 1, 2], noMatch.Select(r => r.Index));
        Assert.All(nothing.Concat(noMatch), r => Assert.True(r.Score < 0.1), throwIfEmpty: true);
    }

    [Fact]
    public async Task What_lies_beyond_max_tokens_per_doc_is_not_read()
    {
        string[] documents = ["one two three four five scales", "nothing here"];

        var all = (await RerankAsync(RerankJson("scales", documents))).Results[0];
        var cut = (await RerankAsync(RerankJson("scales", documents, more: ",\"max_tokens_per_doc\":5"))).Results[0];

        Assert.True(all.Score > 0.2);
        Assert.True(cut.Score < 0.1);
    }

    [Theory]
    [InlineData(100, 1, 1)]
    [InlineData(101, 1, 2)]
    [InlineData(50, 1100, 2)]
    [InlineData(2, 400, 1)]
    public async Task A_search_unit_is_a_query_with_up_to_100_documents_and_long_ones_count_more(int documents, int words, int units)
    {
        var document = string.Join(' ', Enumerable.Repeat("word", words));
        var reply = await RerankAsync(RerankJson("scales", [.. Enumerable.Repeat(document, documents)]));

        var billed = reply.Json.GetProperty("meta").GetProperty("billed_units").GetProperty("search_units");
        Assert.Equal(units, billed.GetInt32());
    }

    [Theory]
    [InlineData("rerank-english-v3.0")]
    [InlineData("rerank-multilingual-v3.0")]
    [InlineData("rerank-v3.5")]
    [InlineData("rerank-v4.0-pro")]
    [InlineData("rerank-v4.0-fast")]
    [InlineData("emulator/lexical-rerank")]
    public async Task The_models_of_the_service_and_its_own_are_known(string model)
        => Assert.Equal(HttpStatusCode.OK, (await RerankAsync(RerankJson("scales", Documents, model))).Status);

    public static TheoryData<string, HttpStatusCode, string> Refused => new()
    {
        { """{"query":"q","documents":["d"]}""", HttpStatusCode.BadRequest, "a model parameter is required for this endpoint." },
        {
            """{"model":"rerank-v9","query":"q","documents":["d"]}""", HttpStatusCode.NotFound,
            "model 'rerank-v9' not found, make sure the correct model ID was used and that you have access to the model."
        },
        {
            """{"model":"embed-v4.0","query":"q","documents":["d"]}""", HttpStatusCode.BadRequest,
            "invalid request: model 'embed-v4.0' is not supported by the rerank API"
        },
        {
            """{"model":"rerank-v3.5","query":" \n","documents":["d"]}""", HttpStatusCode.BadRequest,
            "invalid request: query must not be empty or be only whitespace"
        },
        {
            """{"model":"rerank-v3.5","query":"q","documents":[]}""", HttpStatusCode.BadRequest,
            "invalid request: list of documents must not be empty"
        },
        {
            """{"model":"rerank-v3.5","query":"q"}""", HttpStatusCode.BadRequest,
            "invalid request: list of documents must not be empty"
        },
        {
            """{"model":"rerank-v3.5","query":"q","documents":["d"," "]}""", HttpStatusCode.BadRequest,
            "invalid request: document at index 1 cannot be empty"
        },
        {
            """{"model":"rerank-v3.5","query":"q","documents":["d","e"],"top_n":0}""", HttpStatusCode.BadRequest,
            "invalid request: return_top_n is invalid, value must be between 1 and 2"
        },
        {
            """{"model":"rerank-v3.5","query":"q","documents":["d"],"max_tokens_per_doc":0}""", HttpStatusCode.BadRequest,
            "invalid request: max_tokens_per_doc must be at least 1."
        },
        {
            """{"model":"rerank-v3.5","query":"q","documents":["d"],"top_k":1}""", HttpStatusCode.UnprocessableEntity,
            "unknown field: parameter 'top_k' is not a valid field. " + Usage
        },
        {
            """{"model":"rerank-v3.5","query":"q","documents":["d"],"top_n":1.5}""", HttpStatusCode.UnprocessableEntity,
            "invalid type: parameter 'top_n' is of type number but should be of type int. " + Usage
        },
        {
            """{"model":"rerank-v3.5","query":"q","documents":[{"text":"d"}]}""", HttpStatusCode.UnprocessableEntity,
            "invalid type: parameter 'documents' is of type object but should be of type string. " + Usage
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_service_refuses_is_refused_with_its_status_and_message(string json, HttpStatusCode status, string message)
    {
        var reply = await RerankAsync(json);

        Assert.Equal(status, reply.Status);
        Assert.Equal(message, reply.Message);
    }

    [Theory]
    [InlineData(10_000, HttpStatusCode.OK)]
    [InlineData(10_001, HttpStatusCode.BadRequest)]
    public async Task Ten_thousand_documents_are_the_most(int documents, HttpStatusCode status)
        => Assert.Equal(status, (await RerankAsync(RerankJson("q", [.. Enumerable.Repeat("d", documents)], more: ",\"top_n\":1"))).Status);
}
