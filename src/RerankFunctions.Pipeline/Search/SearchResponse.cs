using System.Text.Json.Serialization;

namespace RerankFunctions.Pipeline.Search;

/// <summary>The answer to a search: passages, best first, with what it took to find them.</summary>
/// <param name="Degraded">
/// Null, or why the answer is less than was asked for: <see cref="RerankUnavailable"/> or <see cref="RerankRefused"/>.
/// </param>
/// <param name="Notes">What whoever asked should know of how it was searched: that a query was too long to be read whole.</param>
/// <param name="Cost">Of the usage; null where the price of something used is not known.</param>
/// <param name="Explain">How the results came about, if that was asked for; else left out.</param>
public sealed record SearchResponse(
    string Query,
    IReadOnlyList<SearchResult> Results,
    string? Degraded,
    IReadOnlyList<string> Notes,
    ModelsUsed Models,
    StageTimings Timings,
    SearchUsage Usage,
    SearchCost? Cost,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SearchExplanation? Explain)
{
    /// <summary>The reranker failed or was too slow, so the results stand in retrieval order.</summary>
    public const string RerankUnavailable = "rerank-unavailable";

    /// <summary>The same, and it will stay so until whoever runs the app changes a setting.</summary>
    public const string RerankRefused = "rerank-refused";
}

/// <param name="Rank">From 1.</param>
/// <param name="Score">The reranker's where it ranked, the retrieval's otherwise.</param>
/// <param name="Chunk">The passage's place in its document, from 0.</param>
/// <param name="Page">Where the passage starts, from 1; null in formats without pages.</param>
/// <param name="PageEnd">The page that its last part starts on; null in formats without pages, and in what was indexed without it.</param>
/// <param name="Metadata">The document's metadata.</param>
/// <param name="Link">To the document, at the passage's page; filled in by who knows addresses.</param>
/// <param name="Retrieval">Where the passage stood before reranking.</param>
/// <param name="Explain">Where it stood in each list, if that was asked for; else left out.</param>
public sealed record SearchResult(
    int Rank,
    double Score,
    string Document,
    int Chunk,
    string? Title,
    string? Heading,
    int? Page,
    int? PageEnd,
    string Text,
    IReadOnlyDictionary<string, string> Metadata,
    string? Link,
    RetrievalRank Retrieval,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResultExplanation? Explain);

/// <param name="Rank">From 1.</param>
/// <param name="Score">On the mode's scale.</param>
public sealed record RetrievalRank(int Rank, double Score);

/// <param name="Rerank">Null where nothing was reranked.</param>
public sealed record ModelsUsed(string Embed, string? Rerank);

/// <summary>Milliseconds; a stage that did not run took 0.</summary>
public sealed record StageTimings(double EmbedMs, double RetrieveMs, double RerankMs, double TotalMs);

/// <summary>What Cohere bills for.</summary>
public sealed record SearchUsage(int EmbedTokens, int SearchUnits);

/// <param name="Currency">As set beside the prices.</param>
public sealed record SearchCost(double Amount, string Currency);
