using Microsoft.Extensions.Options;
using Qdrant.Client;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>
/// The collection that searches read: the one that is written, unless the settings name another, which answers while that one is filled anew
/// for another embed model. Nothing is written to it.
/// </summary>
internal sealed class SearchedCollection(QdrantCollection written, CollectionSchema schema, IOptions<QdrantOptions> options) : ICollectionCalls
{
    private readonly string _collection = options.Value.SearchCollection;
    private volatile bool _checked;

    private bool IsAnother => _collection.Length > 0 && _collection != schema.Collection;

    /// <inheritdoc/>
    public async Task<T> CallAsync<T>(Func<QdrantClient, string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken);
        return IsAnother
            ? await written.CallAsync(_collection, call, cancellationToken)
            : await written.CallAsync(call, cancellationToken);
    }

    /// <summary>Checks that queries are embedded by the model of its vectors.</summary>
    /// <exception cref="DependencyException">Qdrant failed, retries included, or has no such collection.</exception>
    /// <exception cref="IndexMismatchException">They are not.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_checked)
            return;
        if (IsAnother)
        {
            var info = await written.CallAsync(_collection, (qdrant, name, token) => qdrant.GetCollectionInfoAsync(name, token), cancellationToken);
            schema.CheckQueries(_collection, info.Config);
        }
        else
        {
            schema.CheckQueries();
        }

        _checked = true;
    }
}
