using System.Diagnostics.Metrics;

namespace RerankFunctions.Pipeline.Common;

/// <summary>The product's own metrics. Alerts and the workbook in infra ask for them by these names.</summary>
public sealed class ProductMetrics
{
    public const string MeterName = "RerankFunctions";

    /// <summary>Answered searches, by <c>degraded</c>: the reason, or <c>none</c>.</summary>
    public const string Searches = "rerankfunctions.searches";

    /// <summary>Milliseconds, by <c>stage</c>: embed, retrieve, rerank, total.</summary>
    public const string SearchDuration = "rerankfunctions.search.duration";

    /// <summary>
    /// Runs that brought a document's index up to date, by <c>outcome</c>: indexed, empty, unchanged, removed, unsupported, archived, failed,
    /// retry.
    /// </summary>
    public const string Documents = "rerankfunctions.documents";

    /// <summary>Input tokens billed by Cohere's embed, by <c>purpose</c>: document or query.</summary>
    public const string CohereTokens = "rerankfunctions.cohere.tokens";

    /// <summary>Search units billed by Cohere's rerank.</summary>
    public const string CohereSearchUnits = "rerankfunctions.cohere.search_units";

    /// <summary>Answered searches, by <c>caller</c>.</summary>
    public const string CallerSearches = "rerankfunctions.caller.searches";

    /// <summary>Input tokens of answered searches, by <c>caller</c>.</summary>
    public const string CallerTokens = "rerankfunctions.caller.tokens";

    /// <summary>Search units of answered searches, by <c>caller</c>.</summary>
    public const string CallerSearchUnits = "rerankfunctions.caller.search_units";

    /// <summary>What answered searches cost, by <c>caller</c> and <c>currency</c>; nothing where prices are not set.</summary>
    public const string CallerCost = "rerankfunctions.caller.cost";

    private readonly Counter<long> _searches;
    private readonly Histogram<double> _searchDuration;
    private readonly Counter<long> _documents;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _searchUnits;
    private readonly Counter<long> _callerSearches;
    private readonly Counter<long> _callerTokens;
    private readonly Counter<long> _callerSearchUnits;
    private readonly Counter<double> _callerCost;

    public ProductMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _searches = meter.CreateCounter<long>(Searches);
        _searchDuration = meter.CreateHistogram<double>(SearchDuration, "ms");
        _documents = meter.CreateCounter<long>(Documents);
        _tokens = meter.CreateCounter<long>(CohereTokens);
        _searchUnits = meter.CreateCounter<long>(CohereSearchUnits);
        _callerSearches = meter.CreateCounter<long>(CallerSearches);
        _callerTokens = meter.CreateCounter<long>(CallerTokens);
        _callerSearchUnits = meter.CreateCounter<long>(CallerSearchUnits);
        _callerCost = meter.CreateCounter<double>(CallerCost);
    }

    /// <summary>A caller got an answer to a search.</summary>
    /// <param name="caller">Who, by no key of theirs; null for one without.</param>
    /// <param name="cost">Null where the price of something used is not known.</param>
    public void Answered(string? caller, long tokens, long searchUnits, double? cost, string? currency)
    {
        var who = new KeyValuePair<string, object?>("caller", caller ?? "none");
        _callerSearches.Add(1, who);
        _callerTokens.Add(tokens, who);
        _callerSearchUnits.Add(searchUnits, who);
        if (cost is { } amount)
            _callerCost.Add(amount, who, new KeyValuePair<string, object?>("currency", currency));
    }

    /// <summary>A search was answered.</summary>
    /// <param name="degraded">Why the answer is less than was asked for, or null.</param>
    internal void Searched(string? degraded) => _searches.Add(1, new KeyValuePair<string, object?>("degraded", degraded ?? "none"));

    internal void Took(string stage, double milliseconds)
        => _searchDuration.Record(milliseconds, new KeyValuePair<string, object?>("stage", stage));

    internal void Document(string outcome) => _documents.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <param name="purpose">What it was for: document, query or rerank.</param>
    internal void Billed(Usage usage, string purpose)
    {
        if (usage.Unit is Usage.SearchUnits)
            _searchUnits.Add(usage.Amount);
        else
            _tokens.Add(usage.Amount, new KeyValuePair<string, object?>("purpose", purpose));
    }
}
