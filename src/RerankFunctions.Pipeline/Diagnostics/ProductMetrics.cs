using System.Diagnostics.Metrics;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Pipeline.Diagnostics;

/// <summary>The product's own metrics. Alerts and the workbook in infra ask for them by these names.</summary>
public sealed class ProductMetrics
{
    public const string MeterName = "RerankFunctions";

    /// <summary>Answered searches, by <c>degraded</c>: the reason, or <c>none</c>.</summary>
    public const string Searches = "rerankfunctions.searches";

    /// <summary>Milliseconds, by <c>stage</c>: embed, retrieve, rerank, total.</summary>
    public const string SearchDuration = "rerankfunctions.search.duration";

    /// <summary>Runs that brought a document's index up to date, by <c>outcome</c>: indexed, unchanged, removed, unsupported, failed, retry.</summary>
    public const string Documents = "rerankfunctions.documents";

    /// <summary>Input tokens billed by Cohere's embed, by <c>purpose</c>: document or query.</summary>
    public const string CohereTokens = "rerankfunctions.cohere.tokens";

    /// <summary>Search units billed by Cohere's rerank.</summary>
    public const string CohereSearchUnits = "rerankfunctions.cohere.search_units";

    private readonly Counter<long> _searches;
    private readonly Histogram<double> _searchDuration;
    private readonly Counter<long> _documents;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _searchUnits;

    public ProductMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _searches = meter.CreateCounter<long>(Searches);
        _searchDuration = meter.CreateHistogram<double>(SearchDuration, "ms");
        _documents = meter.CreateCounter<long>(Documents);
        _tokens = meter.CreateCounter<long>(CohereTokens);
        _searchUnits = meter.CreateCounter<long>(CohereSearchUnits);
    }

    internal void Searched(SearchResponse response)
    {
        _searches.Add(1, new KeyValuePair<string, object?>("degraded", response.Degraded ?? "none"));
        Took("embed", response.Timings.EmbedMs);
        Took("retrieve", response.Timings.RetrieveMs);
        Took("rerank", response.Timings.RerankMs);
        Took("total", response.Timings.TotalMs);
        Embedded("query", response.Usage.EmbedTokens);
        _searchUnits.Add(response.Usage.SearchUnits);
    }

    internal void Document(string outcome) => _documents.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal void Embedded(string purpose, int tokens) => _tokens.Add(tokens, new KeyValuePair<string, object?>("purpose", purpose));

    private void Took(string stage, double milliseconds)
        => _searchDuration.Record(milliseconds, new KeyValuePair<string, object?>("stage", stage));
}
