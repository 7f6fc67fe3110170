using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Reranking;

/// <summary>Orders candidates by how well they answer the query. It may take its time and fail: <see cref="Rerankers"/> sees to both.</summary>
internal interface IReranker
{
    /// <summary>The model's name, as answers report it.</summary>
    string Model { get; }

    /// <param name="topN">How many of the best are wanted, at most as many as there are candidates.</param>
    /// <exception cref="DependencyException">It failed.</exception>
    Task<RerankResult> RerankAsync(string query, IReadOnlyList<Candidate> candidates, int topN, CancellationToken cancellationToken);
}

/// <param name="Ranking">The best candidates, best first.</param>
internal sealed record RerankResult(IReadOnlyList<RankedCandidate> Ranking, IReadOnlyList<Usage> Usage);

/// <param name="Index">Which of the candidates, from 0; each comes once at most.</param>
/// <param name="Score">On the reranker's own scale.</param>
internal readonly record struct RankedCandidate(int Index, double Score);
