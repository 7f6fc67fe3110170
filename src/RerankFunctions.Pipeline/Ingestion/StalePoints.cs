using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Removes what the index has of a document besides what it should have. Another run may be writing a newer state of it meanwhile, which must
/// not go along: so only points are removed that were there, for the blob states they were written for, before the container was seen to be
/// still in the state that this run is about.
/// </summary>
internal sealed class StalePoints(IDocumentSource source, IDocumentIndex index)
{
    /// <summary>Removes all points of a document but a version's.</summary>
    /// <param name="state">The state of the blob that this is done for; null where there is no blob.</param>
    /// <param name="version">What stays; null for nothing.</param>
    /// <returns>False if the blob is no longer in that state; something may be left then.</returns>
    /// <exception cref="DependencyException">A service failed, retries included. Run it again.</exception>
    public async Task<bool> RemoveAsync(
        DocumentId document, StoredDocument? state, DocumentVersion? version, CancellationToken cancellationToken)
    {
        while (await index.ETagsAsync(document, version, cancellationToken) is { Count: > 0 } stale)
        {
            if ((await source.FindAsync(document, cancellationToken))?.ETag != state?.ETag)
                return false;
            await index.RemoveAsync(document, version, stale, cancellationToken);
        }

        return true;
    }
}
