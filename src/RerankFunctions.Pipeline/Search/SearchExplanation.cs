namespace RerankFunctions.Pipeline.Search;

/// <summary>How the results of a search came about.</summary>
/// <param name="Mode">By which was retrieved.</param>
/// <param name="Lists">That candidates were taken from.</param>
/// <param name="Passages">In the index, whether the filter lets them through or not.</param>
/// <param name="Stages">In their order.</param>
public sealed record SearchExplanation(
    string Mode, IReadOnlyList<ExplainedList> Lists, long Passages, IReadOnlyList<ExplainedStage> Stages);

/// <param name="Vector">Whose list it is.</param>
/// <param name="Query">The text that it was asked for.</param>
/// <param name="Passages">How many it has, as deep as it was looked at.</param>
/// <param name="Lacking">Passages of the whole index that lack the vector, and so cannot be in the list.</param>
public sealed record ExplainedList(string Vector, string Query, int Passages, long Lacking);

/// <param name="Stage">retrieve, then rerank; where nothing was reranked, answer.</param>
/// <param name="In">Passages it had before it.</param>
/// <param name="Kept">Passages that it left.</param>
/// <param name="Dropped">Those that it did not, the best of them first, up to <see cref="MaxDropped"/>.</param>
public sealed record ExplainedStage(string Stage, int In, int Kept, IReadOnlyList<DroppedPassage> Dropped)
{
    public const int MaxDropped = 50;
}

/// <param name="Score">On the scale of the stage; null where it gave none.</param>
/// <param name="Lists">Where the passage stood in the lists of retrieval.</param>
/// <param name="Why">In words.</param>
public sealed record DroppedPassage(string Document, int Chunk, double? Score, IReadOnlyList<ListRank> Lists, string Why);

/// <param name="Lists">The lists that have it.</param>
/// <param name="Fused">Its place and score after the lists were fused; null where there was one list.</param>
/// <param name="Rerank">Its place and score by the reranker; null where nothing was reranked.</param>
public sealed record ResultExplanation(IReadOnlyList<ListRank> Lists, RetrievalRank? Fused, RetrievalRank? Rerank);

/// <param name="Rank">From 1.</param>
/// <param name="Score">On the vector's scale.</param>
public sealed record ListRank(string Vector, string Query, int Rank, double Score);
