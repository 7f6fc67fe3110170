using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Reading;

namespace RerankFunctions.Schedules.Tests;

/// <summary>What keeps the index right: each can be taken from a run by a container or an index that does not tell it the truth.</summary>
public enum Safeguard
{
    SecondLookAtTheBlob,
    CheckBeforeUpserting,
    CountAfterMarking,
}

/// <summary>Tells a run what it has seen at its first look, whatever happened since.</summary>
internal sealed class FirstLook(IDocumentSource container) : IDocumentSource
{
    private Task<StoredDocument?>? _first;

    public string? FlawOf(DocumentId id) => container.FlawOf(id);

    public Task<StoredDocument?> FindAsync(DocumentId id, CancellationToken cancellationToken)
        => _first ??= container.FindAsync(id, cancellationToken);

    public Task<DocumentContent?> DownloadAsync(StoredDocument document, CancellationToken cancellationToken)
        => container.DownloadAsync(document, cancellationToken);
}

/// <summary>Passes all calls on; what tells no truth overrides one.</summary>
internal abstract class PassingIndex(IDocumentIndex index) : IDocumentIndex
{
    public Task<int?> CompleteAsync(DocumentVersion version, CancellationToken cancellationToken) => index.CompleteAsync(version, cancellationToken);

    public virtual Task<IReadOnlyList<Chunk>> MissingAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
        => index.MissingAsync(version, chunks, cancellationToken);

    public virtual Task UpsertAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken)
        => index.UpsertAsync(version, chunks, vectors, cancellationToken);

    public Task MarkAsync(DocumentVersion version, int chunks, ReadingNotes? notes, CancellationToken cancellationToken)
        => index.MarkAsync(version, chunks, notes, cancellationToken);

    public Task<IReadOnlyList<string>> ETagsAsync(DocumentId document, DocumentVersion? beside, CancellationToken cancellationToken)
        => index.ETagsAsync(document, beside, cancellationToken);

    public Task RemoveAsync(DocumentId document, DocumentVersion? beside, IReadOnlyList<string> eTags, CancellationToken cancellationToken)
        => index.RemoveAsync(document, beside, eTags, cancellationToken);

    public virtual Task<IReadOnlyDictionary<DocumentId, IndexedDocument>> FindAsync(
        IReadOnlyList<DocumentId> documents, CancellationToken cancellationToken)
        => index.FindAsync(documents, cancellationToken);

    public Task<IReadOnlyDictionary<DocumentId, int>> CountAsync(IReadOnlyList<StoredDocument> states, CancellationToken cancellationToken)
        => index.CountAsync(states, cancellationToken);

    public Task<ListPage<(DocumentId Document, string ETag)>> ListAsync(
        DocumentScope scope, int limit, string? cursor, CancellationToken cancellationToken)
        => index.ListAsync(scope, limit, cursor, cancellationToken);
}

/// <summary>Finds nothing there the second time that it is asked of a chunk, which is before the upsert.</summary>
internal sealed class BlindIndex(IDocumentIndex index) : PassingIndex(index)
{
    private readonly HashSet<(string Version, int Chunk)> _asked = [];

    public override async Task<IReadOnlyList<Chunk>> MissingAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        if (chunks.All(chunk => !_asked.Add((version.ContentHash, chunk.Ordinal))))
            return chunks;
        return await base.MissingAsync(version, chunks, cancellationToken);
    }
}

/// <summary>Believes the first chunk, which says how many there are.</summary>
internal sealed class TrustingIndex(IDocumentIndex index) : PassingIndex(index)
{
    public override async Task<IReadOnlyDictionary<DocumentId, IndexedDocument>> FindAsync(
        IReadOnlyList<DocumentId> documents, CancellationToken cancellationToken)
        => (await base.FindAsync(documents, cancellationToken)).ToDictionary(
            found => found.Key, found => found.Value with { Marked = found.Value.Chunks, Points = found.Value.Chunks });
}
