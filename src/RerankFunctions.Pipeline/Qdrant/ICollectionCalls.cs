using Qdrant.Client;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>Calls on one collection.</summary>
internal interface ICollectionCalls
{
    /// <summary>Makes a call on the collection by its name.</summary>
    /// <exception cref="DependencyException">Qdrant failed, retries included, or refused.</exception>
    /// <exception cref="IndexMismatchException">The collection does not fit the settings.</exception>
    Task<T> CallAsync<T>(Func<QdrantClient, string, CancellationToken, Task<T>> call, CancellationToken cancellationToken);
}
