using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Indexing;

/// <summary>
/// What ingestion needs of an index of chunks. Everything here may be done twice, beside others and stopped at any moment: chunks are added
/// first, then marked as complete, and only then are the ones they replace removed.
/// </summary>
/// <remarks>Every call throws <see cref="DependencyException"/> where the index fails, retries included, or refuses.</remarks>
internal interface IDocumentIndex
{
    /// <summary>How many chunks a version has, if all of them are in and marked as complete, for whatever state of the blob; else null.</summary>
    Task<int?> CompleteAsync(DocumentVersion version, CancellationToken cancellationToken);

    /// <summary>Those of the chunks that are not in the index.</summary>
    Task<IReadOnlyList<Chunk>> MissingAsync(DocumentVersion version, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken);

    /// <summary>Adds chunks of a version, without the mark of a complete one: those that are there lose theirs. Durable when it returns.</summary>
    /// <param name="vectors">The embed model's, one a chunk, in the chunks' order.</param>
    Task UpsertAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a version as complete, with the blob's properties as they are now. Chunks that have gone meanwhile cannot be marked: only
    /// <see cref="FindAsync"/> tells afterwards whether all are.
    /// </summary>
    /// <param name="notes">Of reading it, with the document's own fields; null to leave what is there.</param>
    Task MarkAsync(DocumentVersion version, int chunks, ReadingNotes? notes, CancellationToken cancellationToken);

    /// <summary>The blob states (ETags) that the document's points were written for; perhaps not all of them, but some if there are any.</summary>
    /// <param name="beside">A version whose points do not count, or null.</param>
    Task<IReadOnlyList<string>> ETagsAsync(DocumentId document, DocumentVersion? beside, CancellationToken cancellationToken);

    /// <summary>Removes the document's points that were written for these blob states, and no others.</summary>
    /// <param name="beside">A version whose points stay, or null.</param>
    Task RemoveAsync(DocumentId document, DocumentVersion? beside, IReadOnlyList<string> eTags, CancellationToken cancellationToken);

    /// <summary>What is indexed of these documents; nothing for those of which no version was marked as complete.</summary>
    Task<IReadOnlyDictionary<DocumentId, IndexedDocument>> FindAsync(IReadOnlyList<DocumentId> documents, CancellationToken cancellationToken);

    /// <summary>How many points were written for each of these states of documents, marked or not; nothing for those that have none.</summary>
    Task<IReadOnlyDictionary<DocumentId, int>> CountAsync(IReadOnlyList<StoredDocument> states, CancellationToken cancellationToken);

    /// <summary>
    /// A page of all documents that have points, complete or not, each with the states (ETags) of the blob that they were written for. In no
    /// order; one may come more than once.
    /// </summary>
    /// <param name="cursor">Where the last page said to go on, or null to begin.</param>
    Task<ListPage<(DocumentId Document, string ETag)>> ListAsync(
        DocumentScope scope, int limit, string? cursor, CancellationToken cancellationToken);
}
