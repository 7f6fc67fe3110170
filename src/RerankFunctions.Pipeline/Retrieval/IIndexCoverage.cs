using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>Tells how much of the index each of its vectors covers: a point that lacks one is missing from its list without a word.</summary>
public interface IIndexCoverage
{
    /// <exception cref="DependencyException">The index failed, or did not answer in the time that retrieval may take.</exception>
    Task<IndexCoverage> MeasureAsync(CancellationToken cancellationToken);
}

/// <param name="Passages">All there are.</param>
/// <param name="Lacking">By vector, how many passages do not have it.</param>
public sealed record IndexCoverage(long Passages, IReadOnlyDictionary<string, long> Lacking);
