namespace RerankFunctions.Pipeline.Search;

/// <summary>What a search takes at most, and what it takes where nothing is asked for.</summary>
public static class SearchLimits
{
    /// <summary>Top 10 retrieved, best 5 returned, as in the tutorial this product grew out of.</summary>
    public const int DefaultCandidates = 10;

    public const int DefaultTopN = 5;

    /// <summary>One rerank call bills one search unit for up to 100 documents.</summary>
    public const int MaxCandidates = 100;

    /// <summary>
    /// Characters. An embed model reads 512 tokens of a query and drops the rest without a word; longer queries are refused instead.
    /// </summary>
    public const int MaxQueryLength = 2_000;

    /// <summary>Beside the query itself.</summary>
    public const int MaxQueries = 5;

    public const int MaxBodyBytes = 64 * 1024;
}
