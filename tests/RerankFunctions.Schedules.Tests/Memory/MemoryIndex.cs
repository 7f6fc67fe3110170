using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Reading;

namespace RerankFunctions.Schedules.Tests.Memory;

/// <summary>An index in memory. Every call is a point at which another may come first, and marking is one at each point.</summary>
internal sealed class MemoryIndex : IDocumentIndex
{
    private readonly SortedDictionary<(string Document, string Version, string Fingerprint, int Chunk), Point> _points = [];

    private int _added;

    public async Task<int?> CompleteAsync(DocumentVersion version, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _points.TryGetValue(KeyOf(version, 0), out var first) && first.Chunks is { } chunks
            && Of(version).Count(point => point.Chunks > 0) == chunks ? chunks : null;
    }

    public async Task<IReadOnlyList<Chunk>> MissingAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return [.. chunks.Where(chunk => !_points.ContainsKey(KeyOf(version, chunk.Ordinal)))];
    }

    public async Task UpsertAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var chunk in chunks)
            _points[KeyOf(version, chunk.Ordinal)] = new Point(++_added, version, chunk, Chunks: null, Notes: []);
    }

    public async Task MarkAsync(DocumentVersion version, int chunks, ReadingNotes? notes, CancellationToken cancellationToken)
    {
        for (var ordinal = 0; ordinal < chunks; ordinal++)
        {
            await Task.Yield();
            if (_points.TryGetValue(KeyOf(version, ordinal), out var point))
                _points[KeyOf(version, ordinal)] = point with { Version = version, Chunks = chunks, Notes = notes?.All ?? point.Notes };
        }
    }

    public async Task<IReadOnlyList<string>> ETagsAsync(DocumentId document, DocumentVersion? beside, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return [.. Of(document, beside).Select(point => point.Version.Document.ETag).Distinct()];
    }

    public async Task RemoveAsync(
        DocumentId document, DocumentVersion? beside, IReadOnlyList<string> eTags, CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var point in Of(document, beside).Where(point => eTags.Contains(point.Version.Document.ETag)).ToList())
            _points.Remove(KeyOf(point.Version, point.Chunk.Ordinal));
    }

    public async Task<IReadOnlyDictionary<DocumentId, IndexedDocument>> FindAsync(
        IReadOnlyList<DocumentId> documents, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return documents.Select(Find).OfType<IndexedDocument>().ToDictionary(found => found.Id);
    }

    public async Task<IReadOnlyDictionary<DocumentId, int>> CountAsync(IReadOnlyList<StoredDocument> states, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return states.ToDictionary(state => state.Id, state => Of(state.Id).Count(point => point.Version.Document.ETag == state.ETag))
            .Where(count => count.Value > 0).ToDictionary();
    }

    public async Task<ListPage<(DocumentId Document, string ETag)>> ListAsync(
        DocumentScope scope, int limit, string? cursor, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return new([.. _points.Values.Select(point => (point.Version.Document.Id, point.Version.Document.ETag)).Distinct()], Cursor: null);
    }

    public IReadOnlyList<Point> Of(DocumentId document) => [.. _points.Values.Where(point => point.Version.Document.Id == document)];

    /// <summary>Which writing of a chunk is marked; 0 for none.</summary>
    public int Marked(DocumentVersion version, int chunk)
        => _points.TryGetValue(KeyOf(version, chunk), out var point) && point.Chunks is not null ? point.Added : 0;

    private IndexedDocument? Find(DocumentId document)
    {
        var points = Of(document);
        var first = points.Where(point => point.Chunk.Ordinal == 0 && point.Chunks is not null)
            .OrderByDescending(point => point.Version.Document.Modified).FirstOrDefault();
        if (first is null)
            return null;
        var state = first.Version.Document;
        return new IndexedDocument(
            document, state.ETag, first.Version.ContentHash, first.Version.Fingerprint, first.Chunks!.Value,
            points.Count(point => point.Chunks is not null && point.Version.Document.ETag == state.ETag), points.Count, state.Modified,
            DateTimeOffset.UnixEpoch, first.Notes);
    }

    private IEnumerable<Point> Of(DocumentVersion version)
        => Of(version.Document.Id).Where(point => Same(point.Version, version));

    private IEnumerable<Point> Of(DocumentId document, DocumentVersion? beside)
        => Of(document).Where(point => beside is null || !Same(point.Version, beside));

    private static bool Same(DocumentVersion one, DocumentVersion other)
        => one.ContentHash == other.ContentHash && one.Fingerprint == other.Fingerprint;

    private static (string Document, string Version, string Fingerprint, int Chunk) KeyOf(DocumentVersion version, int chunk)
        => (version.Document.Name, version.ContentHash, version.Fingerprint, chunk);

    /// <param name="Added">A number that no other writing of a point has.</param>
    /// <param name="Chunks">How many the version has; null before it is marked as complete.</param>
    internal sealed record Point(int Added, DocumentVersion Version, Chunk Chunk, int? Chunks, IReadOnlyList<string> Notes);
}
