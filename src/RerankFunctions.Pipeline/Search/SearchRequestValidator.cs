using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Reading;
using static RerankFunctions.Pipeline.Search.SearchLimits;

namespace RerankFunctions.Pipeline.Search;

/// <summary>
/// Checks a request field by field against what there is; what is not built yet is refused by name rather than left out in silence.
/// </summary>
internal sealed class SearchRequestValidator(IRetriever retriever, Rerankers rerankers, FilterParser filters)
{
    private const string NoReranker = "none";

    /// <exception cref="InvalidRequestException">Some field is wrong; the exception names each.</exception>
    public SearchQuery Validate(SearchRequest request)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);

        var (text, queries) = QueriesOf(request, errors);
        var preset = PresetOf(request.Preset, errors);

        var topN = request.TopN ?? Math.Min(preset.TopN, request.Candidates ?? preset.TopN);
        var candidates = request.Candidates ?? Math.Max(preset.Candidates, topN);
        if (candidates is < 1 or > MaxCandidates && request.Candidates is not null)
            errors["candidates"] = $"Give a number from 1 to {MaxCandidates}.";
        if (topN is < 1 or > MaxCandidates && request.TopN is not null)
            errors["topN"] = $"Give a number from 1 to {MaxCandidates}.";
        else if (topN > candidates)
            errors["topN"] = $"Give at most as many results as candidates ({candidates}), or ask for more candidates.";

        var mode = Choose("mode", request.Mode ?? preset.Mode, retriever.Modes, notBuilt: [], errors);
        var reranker = Choose("reranker", request.Reranker, [.. rerankers.Names, NoReranker], notBuilt: ["colbert", "llm"], errors);

        if (request.MinScore is { } minScore && !double.IsFinite(minScore))
            errors["minScore"] = "Give a finite number.";
        if (request.GroupByDocument is true)
            errors["groupByDocument"] = NotBuilt("Grouping", "false");

        var filter = filters.Parse(request.Filter, errors);
        return errors.Count == 0
            ? new SearchQuery(
                text, queries, candidates, topN, mode, reranker is NoReranker ? null : reranker, request.MinScore, filter, request.Explain is true)
            : throw new InvalidRequestException(errors);
    }

    /// <summary>The question, and what is retrieved for: the question and what was asked beside it, each once.</summary>
    private static (string Text, IReadOnlyList<string> Queries) QueriesOf(SearchRequest request, SortedDictionary<string, string> errors)
    {
        var others = (request.Queries ?? []).Select((query, at) => Checked(query, $"queries[{at}]", errors)).ToList();
        if (request.Queries is { Count: 0 or > MaxQueries })
            errors["queries"] = $"Give 1 to {MaxQueries} queries.";
        if (request.Query is null && others.Count > 0)
            return (string.Join('\n', others.Distinct()), [.. others.Distinct()]);
        var text = Checked(request.Query, "query", errors);
        return (text, [.. others.Prepend(text).Distinct()]);
    }

    private static string Checked(string? query, string field, SortedDictionary<string, string> errors)
    {
        // As the documents' text is made, or the two spellings of "ü" would be two words.
        var text = BlockText.Clean(query).Trim();
        if (text.Length == 0)
            errors[field] = "Say what to search for; the query is missing or blank.";
        else if (text.Length > MaxQueryLength)
            errors[field] = $"Shorten the query to {MaxQueryLength:N0} characters; it has {text.Length:N0}.";
        return text;
    }

    private static SearchPreset PresetOf(string? asked, SortedDictionary<string, string> errors)
    {
        if (asked is null || SearchPreset.All.FirstOrDefault(preset => preset.Name == asked) is not { } preset)
        {
            if (asked is not null)
                errors["preset"] = $"Give {string.Join(" or ", SearchPreset.All.Select(known => $"'{known.Name}'"))}, or no preset.";
            return SearchPreset.Usual;
        }

        return preset;
    }

    /// <summary>One of the names there are, the first where none is asked for.</summary>
    private static string Choose(
        string field, string? asked, IReadOnlyList<string> names, string[] notBuilt, SortedDictionary<string, string> errors)
    {
        if (asked is null || names.Contains(asked))
            return asked ?? names[0];
        var list = string.Join(", ", names.SkipLast(1).Select(name => $"'{name}'"));
        var usable = list.Length == 0 ? $"'{names[^1]}'" : $"{list} or '{names[^1]}'";
        errors[field] = notBuilt.Contains(asked) ? NotBuilt($"'{asked}'", usable) : $"Give {usable}.";
        return names[0];
    }

    private static string NotBuilt(string what, string instead) => $"{what} is not built yet; use {instead}.";
}
