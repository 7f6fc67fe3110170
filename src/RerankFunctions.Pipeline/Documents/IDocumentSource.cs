using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>The container as ingestion needs it: what it holds under a name, and the bytes of that.</summary>
/// <remarks>Every call throws <see cref="DependencyException"/> where the account fails, retries included, or refuses.</remarks>
internal interface IDocumentSource
{
    /// <summary>Why no document can have this name, though the container may hold a blob of it; null for a name that is fine.</summary>
    string? FlawOf(DocumentId id);

    /// <summary>What the container holds under this name at this moment, or null if nothing.</summary>
    Task<StoredDocument?> FindAsync(DocumentId id, CancellationToken cancellationToken);

    /// <summary>
    /// Downloads the content of exactly this state of the document, or returns null if the blob is no longer in it: it changed, or was archived.
    /// </summary>
    Task<DocumentContent?> DownloadAsync(StoredDocument document, CancellationToken cancellationToken);
}
