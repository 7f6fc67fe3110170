using System.Text.Json;
using FsCheck.Xunit;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Pipeline.Retrieval.Fields;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Tests.Search;

public class SearchRequestValidatorTests
{
    private static readonly SearchRequestValidator Validator = new(
        new AllModes(), new Rerankers(null!, [new RerankerName("cohere")]),
        new FilterParser(new FilterableFields(Options.Create(new FilterOptions { MetadataFields = "lang, year:number" }))));

    [Fact]
    public void A_query_alone_takes_10_candidates_and_5_results_reranked_by_Cohere_over_all_documents()
        => Assert.Equivalent(
            new SearchQuery("why scale features?", ["why scale features?"], 10, 5, "dense", "cohere", MinScore: null, Filter: null, Explain: false),
            Validator.Validate(new SearchRequest { Query = "  why scale features? " }),
            strict: true);

    [Theory]
    [InlineData("""{"query": "a", "preset": "thorough"}""", "hybrid", 50, 5)]
    [InlineData("""{"query": "a", "preset": "thorough", "mode": "dense"}""", "dense", 50, 5)]
    [InlineData("""{"query": "a", "preset": "thorough", "candidates": 3}""", "hybrid", 3, 3)]
    [InlineData("""{"query": "a", "preset": "thorough", "topN": 60}""", "hybrid", 60, 60)]
    public void What_a_request_gives_itself_wins_over_its_preset(string json, string mode, int candidates, int topN)
    {
        var query = Validate(json);
        Assert.Equal((mode, candidates, topN), (query.Mode, query.Candidates, query.TopN));
    }

    [Theory]
    [InlineData("""{"query": "a", "queries": ["b", " a ", "c"]}""", "a", "a b c")]
    [InlineData("""{"queries": ["b", "c"]}""", "b\nc", "b c")]
    public void Queries_are_retrieved_for_beside_the_question_and_stand_for_one_that_is_not_given(string json, string text, string queries)
    {
        var query = Validate(json);
        Assert.Equal((text, queries), (query.Text, string.Join(' ', query.Queries)));
    }

    [Theory]
    [InlineData("""{}""", "query")]
    [InlineData("""{"query": ""}""", "query")]
    [InlineData("""{"query": " \t\n"}""", "query")]
    [InlineData("""{"query": "a", "topN": 0}""", "topN")]
    [InlineData("""{"query": "a", "topN": -1}""", "topN")]
    [InlineData("""{"query": "a", "topN": 1000}""", "topN")]
    [InlineData("""{"query": "a", "topN": 6, "candidates": 5}""", "topN")]
    [InlineData("""{"query": "a", "candidates": 0}""", "candidates")]
    [InlineData("""{"query": "a", "candidates": 101}""", "candidates")]
    [InlineData("""{"query": "a", "mode": "fuzzy"}""", "mode")]
    [InlineData("""{"query": "a", "preset": "quick"}""", "preset")]
    [InlineData("""{"queries": []}""", "queries", "query")]
    [InlineData("""{"query": "", "queries": ["a"]}""", "query")]
    [InlineData("""{"query": "a", "queries": ["b", null]}""", "queries[1]")]
    [InlineData("""{"query": "a", "queries": ["b", "c", "d", "e", "f", "g"]}""", "queries")]
    [InlineData("""{"query": "a", "reranker": "best"}""", "reranker")]
    [InlineData("""{"query": "a", "filter": {"document": "*.md"}}""", "filter.document")]
    [InlineData("""{"query": "a", "filter": {"document": ""}}""", "filter.document")]
    [InlineData("""{"query": "a", "filter": {"document": "\ud800"}}""", "filter.document")]
    [InlineData("""{"query": "a", "filter": {"document": []}}""", "filter.document")]
    [InlineData("""{"query": "a", "filter": {"document": ["a", 1]}}""", "filter.document")]
    [InlineData("""{"query": "a", "filter": {"document": {}}}""", "filter.document")]
    [InlineData("""{"query": "a", "filter": {"document": {"gte": "a"}}}""", "filter.document")]
    [InlineData("""{"query": "a", "filter": {"contentType": {"prefix": "text/"}}}""", "filter.contentType")]
    [InlineData("""{"query": "a", "filter": {"page": "first"}}""", "filter.page")]
    [InlineData("""{"query": "a", "filter": {"page": {"gte": 1, "lt": null}}}""", "filter.page")]
    [InlineData("""{"query": "a", "filter": {"page": 1e999}}""", "filter.page")]
    [InlineData("""{"query": "a", "filter": {"modified": "yesterday"}}""", "filter.modified")]
    [InlineData("""{"query": "a", "filter": {"modified": {"exists": "yes"}}}""", "filter.modified")]
    [InlineData("""{"query": "a", "filter": {"metadata.year": {"not": {"gt": "x"}}}}""", "filter.metadata.year")]
    [InlineData("""{"query": "a", "filter": {"metadata.team": "x"}}""", "filter.metadata.team")]
    [InlineData("""{"query": "a", "filter": {"and": []}}""", "filter.and")]
    [InlineData("""{"query": "a", "filter": {"or": [{}]}}""", "filter.or[0]")]
    [InlineData("""{"query": "a", "filter": {"or": [{"page": 1}, {"not": {"pages": 1}}]}}""", "filter.or[1].not.pages")]
    [InlineData("""{"query": "a", "filter": {"folder": "ml"}}""", "filter.folder")]
    public void A_wrong_value_is_refused_by_the_name_of_its_field(string json, params string[] fields)
        => Assert.Equal(fields, Refused(json).Keys);

    [Theory]
    [InlineData("""{"query": "a", "reranker": "colbert"}""", "reranker")]
    [InlineData("""{"query": "a", "reranker": "llm"}""", "reranker")]
    [InlineData("""{"query": "a", "groupByDocument": true}""", "groupByDocument")]
    public void What_is_not_built_yet_says_so(string json, string field)
        => Assert.Contains("is not built yet", Refused(json)[field], StringComparison.Ordinal);

    [Fact]
    public void Every_wrong_field_is_named_at_once()
        => Assert.Equal(["mode", "query", "topN"], Refused("""{"query": "", "topN": 1000, "mode": "x"}""").Keys);

    [Fact]
    public void A_query_over_the_limit_is_told_both_lengths()
    {
        var error = Refused($$"""{"query": "{{new string('a', 2_001)}}"}""")["query"];
        Assert.Contains("2,000", error, StringComparison.Ordinal);
        Assert.Contains("2,001", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ml/scaling.md", "ml/scaling.md", false)]
    [InlineData("ml/*", "ml", true)]
    [InlineData("ml/deep/*", "ml/deep", true)]
    public void A_document_filter_is_a_name_or_a_folder(string pattern, string name, bool isFolder)
    {
        var query = Validate($$$"""{"query": "a", "filter": {"document": "{{{pattern}}}"}}""");
        var filter = Assert.IsType<SearchFilter.Is>(query.Filter);
        Assert.Equal((isFolder ? DocumentField.Folders : DocumentField.Document, name), (filter.Field, Assert.Single(filter.Values)));
    }

    [Theory]
    [InlineData("metadata.team", "Search__MetadataFields")]
    [InlineData("folder", "no such field")]
    public void What_cannot_be_filtered_by_is_told_with_all_that_can(string field, string reason)
    {
        var error = Refused($$$"""{"query": "a", "filter": {"{{{field}}}": "x"}}""")[$"filter.{field}"];
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.EndsWith("Filter by document, title, contentType, modified, page, metadata.lang, metadata.year.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_compares_only_so_many_fields()
    {
        var parts = string.Join(',', Enumerable.Repeat("""{"page": 1}""", 101));
        Assert.Contains("100", Refused($$$"""{"query": "a", "filter": {"or": [{{{parts}}}]}}""")["filter"], StringComparison.Ordinal);
    }

    [Property]
    public bool Whatever_is_accepted_keeps_within_the_limits(string? query, int? topN, int? candidates)
    {
        try
        {
            var accepted = Validator.Validate(new SearchRequest { Query = query, TopN = topN, Candidates = candidates });
            return accepted.Text.Length is > 0 and <= SearchLimits.MaxQueryLength
                && accepted.TopN >= 1
                && accepted.TopN <= accepted.Candidates
                && accepted.Candidates <= SearchLimits.MaxCandidates
                && (topN ?? accepted.TopN) == accepted.TopN
                && (candidates ?? accepted.Candidates) == accepted.Candidates;
        }
        catch (InvalidRequestException invalid)
        {
            return string.IsNullOrWhiteSpace(BlockText.Clean(query))
                || (topN is not null && invalid.Errors.ContainsKey("topN"))
                || (candidates is not null && invalid.Errors.ContainsKey("candidates"));
        }
    }

    private sealed class AllModes : IRetriever
    {
        public IReadOnlyList<string> Modes => ["dense", "bm25", "hybrid"];

        public Task<Retrieved> RetrieveAsync(RetrievalQuery query, CancellationToken cancellationToken)
            => throw new NotSupportedException("Nothing is retrieved here.");
    }

    private static SearchQuery Validate(string json)
        => Validator.Validate(JsonSerializer.Deserialize(json, SearchJson.Readable.SearchRequest)!);

    private static IReadOnlyDictionary<string, string> Refused(string json)
        => Assert.Throws<InvalidRequestException>(() => Validate(json)).Errors;
}
