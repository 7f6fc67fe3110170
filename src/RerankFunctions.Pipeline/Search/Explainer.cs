using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Search;

/// <summary>Puts together how a search's results came about.</summary>
/// <param name="query">The search.</param>
/// <param name="retrieved">With its lists.</param>
/// <param name="ranking">All candidates in the order that results are taken from.</param>
/// <param name="isReranked">Whether a reranker made that order.</param>
internal sealed class Explainer(SearchQuery query, Retrieved retrieved, IReadOnlyList<RankedCandidate> ranking, bool isReranked)
{
    private readonly IReadOnlyList<RankedList> _lists = retrieved.Lists ?? [];

    private readonly ILookup<(string Document, int Chunk), ListRank> _ranks = (retrieved.Lists ?? [])
        .SelectMany(list => list.Chunks.Select((chunk, at) => (
            Place: (chunk.Document.Name, chunk.Chunk), Rank: new ListRank(list.Vector, list.Query, at + 1, chunk.Score))))
        .ToLookup(ranked => ranked.Place, ranked => ranked.Rank);

    /// <param name="minScore">The least that was applied.</param>
    /// <param name="kept">The results.</param>
    public SearchExplanation Explain(IndexCoverage coverage, double? minScore, IReadOnlyList<RankedCandidate> kept) => new(
        query.Mode,
        [.. _lists.Select(list => new ExplainedList(list.Vector, list.Query, list.Chunks.Count, coverage.Lacking.GetValueOrDefault(list.Vector)))],
        coverage.Passages,
        [RetrieveStage(), LastStage(minScore, kept)]);

    public ResultExplanation ExplainResult(int at, RankedCandidate ranked)
    {
        var candidate = retrieved.Candidates[ranked.Index];
        return new ResultExplanation(
            [.. _ranks[PlaceOf(candidate)]],
            _lists.Count > 1 ? new RetrievalRank(ranked.Index + 1, candidate.Score) : null,
            isReranked ? new RetrievalRank(at + 1, ranked.Score) : null);
    }

    private ExplainedStage RetrieveStage()
    {
        var candidates = retrieved.Candidates.Select(PlaceOf).ToHashSet();
        var dropped = _ranks.Where(place => !candidates.Contains(place.Key))
            .OrderBy(place => place.Min(rank => rank.Rank)).ThenBy(place => place.Key)
            .Select(place => new DroppedPassage(
                place.Key.Document, place.Key.Chunk, Score: null, [.. place],
                $"It is not among the first {query.Candidates} (candidates){(_lists.Count > 1 ? " of the lists fused" : "")}."));
        return new ExplainedStage("retrieve", _ranks.Count, candidates.Count, [.. dropped.Take(ExplainedStage.MaxDropped)]);
    }

    private ExplainedStage LastStage(double? minScore, IReadOnlyList<RankedCandidate> kept)
    {
        var dropped = from ranked in ranking.Except(kept)
                      let candidate = retrieved.Candidates[ranked.Index]
                      select new DroppedPassage(
                          candidate.Document.Name, candidate.Chunk, ranked.Score, [.. _ranks[PlaceOf(candidate)]],
                          ranked.Score < minScore ? $"Its score is below {minScore} (minScore)." : $"It is not among the first {query.TopN} (topN).");
        return new ExplainedStage(
            isReranked ? "rerank" : "answer", ranking.Count, kept.Count, [.. dropped.Take(ExplainedStage.MaxDropped)]);
    }

    private static (string Document, int Chunk) PlaceOf(Candidate candidate) => (candidate.Document.Name, candidate.Chunk);
}
