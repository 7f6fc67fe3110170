namespace RerankFunctions.Pipeline.Search;

/// <summary>The answer to a search: passages, best first, with what it took to find them.</summary>
/// <param name="Degraded">Null, or why the answer is less than was asked for: <see cref="RerankUnavailable"/>.</param>
public sealed record SearchResponse(
    string Query,
    IReadOnlyList<SearchResult> Results,
    string? Degraded,
    ModelsUsed Models,
    StageTimings Timings,
    SearchUsage Usage)
{
    /// <summary>The reranker failed or was too slow, so the results stand in retrieval order.</summary>
    public const string RerankUnavailable = "rerank-unavailable";
}

/// <param name="Rank">From 1.</param>
/// <param name="Score">The reranker's where it ranked, the retrieval's otherwise.</param>
/// <param name="Chunk">The passage's place in its document, from 0.</param>
/// <param name="Page">From 1; null in formats without pages.</param>
/// <param name="Metadata">The blob's metadata.</param>
/// <param name="Retrieval">Where the passage stood before reranking.</param>
public sealed record SearchResult(
    int Rank,
    double Score,
    string Document,
    int Chunk,
    string? Title,
    string? Heading,
    int? Page,
    string Text,
    IReadOnlyDictionary<string, string> Metadata,
    RetrievalRank Retrieval);

/// <param name="Rank">From 1.</param>
/// <param name="Score">The vectors' similarity, by the collection's distance.</param>
public sealed record RetrievalRank(int Rank, double Score);

/// <param name="Rerank">Null where nothing was reranked.</param>
public sealed record ModelsUsed(string Embed, string? Rerank);

/// <summary>Milliseconds; a stage that did not run took 0.</summary>
public sealed record StageTimings(double EmbedMs, double RetrieveMs, double RerankMs, double TotalMs);

/// <summary>What Cohere bills for.</summary>
public sealed record SearchUsage(int EmbedTokens, int SearchUnits);
