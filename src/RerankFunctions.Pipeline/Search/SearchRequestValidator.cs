using System.Text.Json;
using RerankFunctions.Reading;
using static RerankFunctions.Pipeline.Search.SearchLimits;

namespace RerankFunctions.Pipeline.Search;

/// <summary>Checks a request field by field; what is not built yet is refused by name rather than left out in silence.</summary>
public static class SearchRequestValidator
{
    /// <exception cref="InvalidRequestException">Some field is wrong; the exception names each.</exception>
    public static SearchQuery Validate(SearchRequest request)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);

        // As the documents' text is made, or the two spellings of "ü" would be two words.
        var text = BlockText.Clean(request.Query).Trim();
        if (text.Length == 0)
            errors["query"] = "Say what to search for; the query is missing or blank.";
        else if (text.Length > MaxQueryLength)
            errors["query"] = $"Shorten the query to {MaxQueryLength:N0} characters; it has {text.Length:N0}.";

        var topN = request.TopN ?? Math.Min(DefaultTopN, request.Candidates ?? DefaultTopN);
        var candidates = request.Candidates ?? Math.Max(DefaultCandidates, topN);
        if (candidates is < 1 or > MaxCandidates && request.Candidates is not null)
            errors["candidates"] = $"Give a number from 1 to {MaxCandidates}.";
        if (topN is < 1 or > MaxCandidates && request.TopN is not null)
            errors["topN"] = $"Give a number from 1 to {MaxCandidates}.";
        else if (topN > candidates)
            errors["topN"] = $"Give at most as many results as candidates ({candidates}), or ask for more candidates.";

        if (request.Mode is not (null or "dense"))
            errors["mode"] = request.Mode is "hybrid" ? NotBuilt("'hybrid'", "'dense'") : "Give 'dense'.";

        var reranker = request.Reranker switch
        {
            null or "cohere" => RerankerKind.Cohere,
            "none" => RerankerKind.None,
            _ => (RerankerKind?)null,
        };
        if (reranker is null)
            errors["reranker"] = request.Reranker is "colbert" or "llm"
                ? NotBuilt($"'{request.Reranker}'", "'cohere' or 'none'")
                : "Give 'cohere' or 'none'.";

        if (request.MinScore is { } minScore && !double.IsFinite(minScore))
            errors["minScore"] = "Give a finite number.";
        if (request.GroupByDocument is true)
            errors["groupByDocument"] = NotBuilt("Grouping", "false");

        var document = Document(request.Filter, errors);
        return errors.Count == 0
            ? new SearchQuery(text, candidates, topN, reranker!.Value, request.MinScore, document)
            : throw new InvalidRequestException(errors);
    }

    private static DocumentFilter? Document(IReadOnlyDictionary<string, JsonElement>? filter, SortedDictionary<string, string> errors)
    {
        const string Expected = "Give a document's exact name ('ml/scaling.md') or a folder ('ml/*').";
        DocumentFilter? document = null;
        foreach (var (field, value) in filter ?? new Dictionary<string, JsonElement>())
        {
            if (field != "document")
                errors[$"filter.{field}"] = field == "modified" || field.StartsWith("metadata.", StringComparison.Ordinal)
                    ? NotBuilt("This filter", "filter.document")
                    : "There is no such filter; use filter.document.";
            else if (value.ValueKind is not JsonValueKind.String || (document = DocumentFilter.Parse(Text(value))) is null)
                errors["filter.document"] = Expected;
        }

        return document;
    }

    /// <summary>Empty for what is not text in any encoding, such as half of a surrogate pair.</summary>
    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static string NotBuilt(string what, string instead) => $"{what} is not built yet; use {instead}.";
}
