using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Indexing;

/// <summary>
/// What ingestion needs of an index of chunks. Everything here may be done twice, and stopped at any moment: chunks are added first, then
/// marked as complete, and only then are the ones they replace removed.
/// </summary>
/// <remarks>Every call throws <see cref="DependencyException"/> where the index fails, retries included, or refuses.</remarks>
internal interface IDocumentIndex
{
    /// <summary>How much of a version is in the index, and in how many points.</summary>
    Task<(IndexedState State, int Points)> StateAsync(DocumentVersion version, CancellationToken cancellationToken);

    /// <summary>Those of the chunks that are not in the index yet.</summary>
    Task<IReadOnlyList<Chunk>> MissingAsync(DocumentVersion version, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken);

    /// <summary>Adds chunks of a version, or writes the same again. Durable when it returns.</summary>
    /// <param name="vectors">The embed model's, one a chunk, in the chunks' order.</param>
    Task UpsertAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a version as complete, with the blob's properties as they are now. A complete one too: a run beside another may have written some
    /// of its points anew, without the mark.
    /// </summary>
    /// <param name="notes">What reading it left out or did not understand; null to leave what is there.</param>
    Task CompleteAsync(DocumentVersion version, int chunks, IReadOnlyList<string>? notes, CancellationToken cancellationToken);

    /// <summary>Removes what a complete version replaces: the document's points of other versions or fingerprints that are not newer.</summary>
    Task RemoveStaleAsync(DocumentVersion version, CancellationToken cancellationToken);

    /// <summary>Removes every point of a document.</summary>
    Task RemoveAsync(DocumentId document, CancellationToken cancellationToken);

    /// <summary>What is indexed of these documents, at most one complete version each: the newest.</summary>
    Task<IReadOnlyDictionary<DocumentId, IndexedDocument>> FindAsync(IReadOnlyList<DocumentId> documents, CancellationToken cancellationToken);

    /// <summary>How many points the document has, of whatever version.</summary>
    Task<int> CountAsync(DocumentId document, CancellationToken cancellationToken);

    /// <summary>A page of all documents that have points, complete or not, in no order; one may come more than once.</summary>
    /// <param name="cursor">Where the last page said to go on, or null to begin.</param>
    Task<ListPage<DocumentId>> ListAsync(DocumentScope scope, int limit, string? cursor, CancellationToken cancellationToken);
}
