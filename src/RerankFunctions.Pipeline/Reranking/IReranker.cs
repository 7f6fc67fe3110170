using RerankFunctions.Pipeline.Qdrant;

namespace RerankFunctions.Pipeline.Reranking;

/// <summary>Orders retrieved passages by how well they answer the query.</summary>
public interface IReranker
{
    /// <summary>The model's name, as answers report it.</summary>
    string Model { get; }

    /// <exception cref="DependencyException">It failed, or took longer than it may.</exception>
    Task<RerankedPassages> RerankAsync(
        string query, IReadOnlyList<Passage> passages, int topN, CancellationToken cancellationToken);
}

/// <param name="Ranking">The best passages, best first: which of the passages given (from 0), and its score.</param>
/// <param name="SearchUnits">What it cost, in Cohere's search units.</param>
public sealed record RerankedPassages(IReadOnlyList<(int Index, double Score)> Ranking, int SearchUnits);
