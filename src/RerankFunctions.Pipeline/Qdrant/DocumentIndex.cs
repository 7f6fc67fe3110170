using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Reading;
using static Qdrant.Client.Grpc.Conditions;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>The chunks of documents as points.</summary>
internal sealed class DocumentIndex(ScopedPoints points, IEnumerable<VectorField> vectors, TimeProvider clock) : IDocumentIndex
{
    private const int ScrollPageSize = 256;

    /// <summary>
    /// Setting payload rewrites a point with its vectors: of thousands in one call, searches wait for it, and marking 30,000 took 14.9 s by
    /// filter and 8.3 s so (Qdrant 1.19.0, two cores, vectors of 1024 numbers).
    /// </summary>
    private const int MarkBatchSize = 500;

    private const int ETagsAtOnce = 100;

    private static readonly string[] IndexedFields =
    [
        Payload.Document, Payload.ETag, Payload.Version, Payload.Fingerprint, Payload.Chunks, Payload.Notes, Payload.Modified, Payload.IndexedAt,
    ];

    private readonly VectorField[] _vectors = [.. vectors];

    public async Task<int?> CompleteAsync(DocumentVersion version, CancellationToken cancellationToken)
    {
        var first = await points.RetrieveAsync(version, [0], withPayload: true, cancellationToken);
        if (first is not [var point] || !point.Payload.TryGetValue(Payload.Chunks, out var chunks))
            return null;
        var marked = await points.CountAsync(PointFilter.OfVersion(version, PointFilter.Complete), cancellationToken);
        return (long)marked == chunks.IntegerValue ? (int)marked : null;
    }

    public async Task<IReadOnlyList<Chunk>> MissingAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        var there = await points.RetrieveAsync(version, chunks.Select(chunk => chunk.Ordinal), withPayload: false, cancellationToken);
        var ids = there.Select(point => point.Id).ToHashSet();
        return [.. chunks.Where(chunk => !ids.Contains(PointIds.Create(version, chunk.Ordinal)))];
    }

    public Task UpsertAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, IReadOnlyList<float[]> embeddings, CancellationToken cancellationToken)
        => points.UpsertAsync([.. chunks.Select((chunk, at) => PointOf(version, chunk, embeddings[at]))], cancellationToken);

    public async Task MarkAsync(DocumentVersion version, int chunks, ReadingNotes? notes, CancellationToken cancellationToken)
    {
        var fields = notes is null ? await FieldsAsync(version, cancellationToken) : Payload.FieldsOf(notes);
        var payload = Payload.OfBlob(version.Document, fields, clock.GetUtcNow());
        payload[Payload.Chunks] = (long)chunks;
        if (notes is { All: { Count: > 0 } all })
            payload[Payload.Notes] = all.ToArray();
        foreach (var ordinals in Enumerable.Range(0, chunks).Chunk(MarkBatchSize))
            await points.SetPayloadAsync(version, ordinals, payload, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ETagsAsync(
        DocumentId document, DocumentVersion? beside, CancellationToken cancellationToken)
    {
        var found = await points.CountByAsync(
            Payload.ETag, PointFilter.OfDocument(document).Without(beside), ETagsAtOnce, cancellationToken);
        return [.. found.Keys];
    }

    public Task RemoveAsync(
        DocumentId document, DocumentVersion? beside, IReadOnlyList<string> eTags, CancellationToken cancellationToken)
        => points.DeleteAsync(
            PointFilter.OfDocument(document, Match(Payload.ETag, eTags)).Without(beside), cancellationToken);

    public async Task<IReadOnlyDictionary<DocumentId, IndexedDocument>> FindAsync(
        IReadOnlyList<DocumentId> documents, CancellationToken cancellationToken)
    {
        var found = new Dictionary<DocumentId, IndexedDocument>();
        foreach (var scope in documents.GroupBy(DocumentScope.Containing))
        {
            var newest = await NewestAsync(scope.Key, [.. scope], cancellationToken);
            if (newest.Count == 0)
                continue;
            var named = Match(Payload.Document, [.. newest.Keys.Select(document => document.Name)]);
            var current = Match(Payload.ETag, [.. newest.Values.Select(document => document.ETag).Distinct()]);
            var all = await CountsAsync(PointFilter.Within(scope.Key, named));
            var marked = await CountsAsync(PointFilter.Within(scope.Key, named, current, PointFilter.Complete));
            foreach (var (id, document) in newest)
                found[id] = document with { Marked = marked.GetValueOrDefault(id.Name), Points = all.GetValueOrDefault(id.Name) };

            Task<IReadOnlyDictionary<string, int>> CountsAsync(PointFilter filter)
                => points.CountByAsync(Payload.Document, filter, newest.Count, cancellationToken);
        }

        return found;
    }

    public async Task<IReadOnlyDictionary<DocumentId, int>> CountAsync(IReadOnlyList<StoredDocument> states, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<DocumentId, int>();
        foreach (var scope in states.GroupBy(state => DocumentScope.Containing(state.Id)))
        {
            StoredDocument[] wanted = [.. scope];
            var ofThese = PointFilter.Within(
                scope.Key, Match(Payload.Document, [.. wanted.Select(state => state.Name)]),
                Match(Payload.ETag, [.. wanted.Select(state => state.ETag)]));
            foreach (var (name, count) in await points.CountByAsync(Payload.Document, ofThese, wanted.Length, cancellationToken))
                counts[new DocumentId(name)] = count;
        }

        return counts;
    }

    public async Task<ListPage<(DocumentId Document, string ETag)>> ListAsync(
        DocumentScope scope, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var page = await points.ScrollAsync(
            PointFilter.Within(scope), limit, cursor is null ? null : new PointId { Uuid = cursor }, [Payload.Document, Payload.ETag],
            cancellationToken);
        return new ListPage<(DocumentId Document, string ETag)>(
            [.. page.Result.Select(point => (Payload.DocumentOf(point.Payload), point.Payload[Payload.ETag].StringValue)).Distinct()],
            page.NextPageOffset?.Uuid);
    }

    /// <summary>The document's own fields, as they were kept when it was read.</summary>
    private async Task<IReadOnlyDictionary<string, Value>> FieldsAsync(DocumentVersion version, CancellationToken cancellationToken)
        => await points.RetrieveAsync(version, [0], withPayload: true, cancellationToken) is [var first]
            && first.Payload.TryGetValue(Payload.Fields, out var fields)
            ? fields.StructValue.Fields
            : new Dictionary<string, Value>();

    /// <summary>Of each document, the newest version that was marked as complete, as its first chunk has it. Counts are not in yet.</summary>
    private async Task<Dictionary<DocumentId, IndexedDocument>> NewestAsync(
        DocumentScope scope, IReadOnlyList<DocumentId> documents, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<DocumentId, IndexedDocument>();
        var first = PointFilter.Within(
            scope, Match(Payload.Document, [.. documents.Select(document => document.Name)]), Match(Payload.Chunk, 0), PointFilter.Complete);
        PointId? from = null;
        do
        {
            var page = await points.ScrollAsync(first, ScrollPageSize, from, IndexedFields, cancellationToken);
            foreach (var document in page.Result.Select(IndexedOf))
            {
                if (!newest.TryGetValue(document.Id, out var other)
                    || (document.Modified, document.IndexedAt).CompareTo((other.Modified, other.IndexedAt)) > 0)
                    newest[document.Id] = document;
            }

            from = page.NextPageOffset;
        }
        while (from is not null);

        return newest;
    }

    private static IndexedDocument IndexedOf(RetrievedPoint point) => new(
        Payload.DocumentOf(point.Payload),
        point.Payload[Payload.ETag].StringValue,
        point.Payload[Payload.Version].StringValue,
        point.Payload[Payload.Fingerprint].StringValue,
        (int)point.Payload[Payload.Chunks].IntegerValue,
        Marked: 0,
        Points: 0,
        Payload.TimeOf(point.Payload[Payload.Modified]),
        Payload.TimeOf(point.Payload[Payload.IndexedAt]),
        point.Payload.TryGetValue(Payload.Notes, out var notes) ? [.. notes.ListValue.Values.Select(note => note.StringValue)] : []);

    private PointStruct PointOf(DocumentVersion version, Chunk chunk, float[] embedding) => new()
    {
        Id = PointIds.Create(version, chunk.Ordinal),
        Vectors = _vectors.ToDictionary(vector => vector.Name, vector => vector.Write(chunk, embedding)),
        Payload = { Payload.OfChunk(version, chunk, clock.GetUtcNow()) },
    };
}
