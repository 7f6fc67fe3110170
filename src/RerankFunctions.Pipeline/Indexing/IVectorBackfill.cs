using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Indexing;

/// <summary>
/// Gives points what they lack of vectors that need no embedding, out of what the index itself has of them: they were written before the
/// collection had the vector.
/// </summary>
internal interface IVectorBackfill
{
    /// <summary>Fills some points; may be stopped at any moment and done twice.</summary>
    /// <param name="limit">Points of each vector at most.</param>
    /// <returns>How many were filled: 0 when none is left.</returns>
    /// <exception cref="DependencyException">The index failed, retries included, or a point was removed meanwhile. Do it again.</exception>
    Task<int> FillAsync(int limit, CancellationToken cancellationToken);
}
