using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>Whether the collection is there, or can be made, and fits the settings.</summary>
internal sealed class CollectionProbe(QdrantCollection collection, IOptions<QdrantOptions> options) : IReadinessProbe
{
    public string Dependency => QdrantCollection.Dependency;

    public string Part => $"collection {options.Value.Collection}";

    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await collection.CallAsync((qdrant, name, token) => qdrant.GetCollectionInfoAsync(name, token), cancellationToken);
            return null;
        }
        catch (IndexMismatchException mismatch)
        {
            throw new DependencyException(Dependency, DependencyFailure.Refused, mismatch.Message, inner: mismatch);
        }
    }
}
