using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Qdrant.Vectors;
using static Qdrant.Client.Grpc.Conditions;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>The chunks of documents as points.</summary>
internal sealed class DocumentIndex(ScopedPoints points, IEnumerable<VectorField> vectors, TimeProvider clock) : IDocumentIndex
{
    private const int ScrollPageSize = 256;

    private static readonly string[] IndexedFields =
    [
        Payload.Document, Payload.ETag, Payload.Version, Payload.Fingerprint, Payload.Chunks, Payload.Notes, Payload.Modified, Payload.IndexedAt,
    ];

    private readonly VectorField[] _vectors = [.. vectors];

    public async Task<(IndexedState State, int Points)> StateAsync(DocumentVersion version, CancellationToken cancellationToken)
    {
        var count = await points.CountAsync(PointFilter.OfVersion(version), cancellationToken);
        if (count == 0)
            return (IndexedState.Absent, 0);

        var first = await points.RetrieveAsync(version, [0], withPayload: true, cancellationToken);
        return first is [var point] && point.Payload.TryGetValue(Payload.Chunks, out var chunks) && chunks.IntegerValue == (long)count
            ? (IndexedState.Complete, (int)count)
            : (IndexedState.Partial, (int)count);
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

    public Task CompleteAsync(DocumentVersion version, int chunks, IReadOnlyList<string>? notes, CancellationToken cancellationToken)
    {
        var payload = new Dictionary<string, Value>(Payload.OfBlob(version.Document, clock.GetUtcNow())) { [Payload.Chunks] = (long)chunks };
        if (notes is { Count: > 0 })
            payload[Payload.Notes] = notes.ToArray();
        return points.SetPayloadAsync(PointFilter.OfVersion(version), payload, cancellationToken);
    }

    public Task RemoveStaleAsync(DocumentVersion version, CancellationToken cancellationToken)
    {
        var stale = PointFilter.OfDocument(
            version.Document.Id, DatetimeRange(Payload.Modified, lte: version.Document.Modified.UtcDateTime));
        stale.Filter.MustNot.Add(Filter(PointFilter.OfVersion(version).Filter));
        return points.DeleteAsync(stale, cancellationToken);
    }

    public Task RemoveAsync(DocumentId document, CancellationToken cancellationToken)
        => points.DeleteAsync(PointFilter.OfDocument(document), cancellationToken);

    public async Task<IReadOnlyDictionary<DocumentId, IndexedDocument>> FindAsync(
        IReadOnlyList<DocumentId> documents, CancellationToken cancellationToken)
    {
        var found = new Dictionary<DocumentId, IndexedDocument>();
        foreach (var scope in documents.GroupBy(DocumentScope.Containing))
        {
            var first = PointFilter.Within(
                scope.Key, Match(Payload.Document, [.. scope.Select(document => document.Name)]), Match(Payload.Chunk, 0));
            PointId? from = null;
            do
            {
                var page = await points.ScrollAsync(first, ScrollPageSize, from, IndexedFields, cancellationToken);
                foreach (var document in page.Result.Where(point => point.Payload.ContainsKey(Payload.Chunks)).Select(IndexedOf))
                {
                    if (!found.TryGetValue(document.Id, out var other)
                        || (document.Modified, document.IndexedAt).CompareTo((other.Modified, other.IndexedAt)) > 0)
                        found[document.Id] = document;
                }

                from = page.NextPageOffset;
            }
            while (from is not null);
        }

        return found;
    }

    public async Task<int> CountAsync(DocumentId document, CancellationToken cancellationToken)
        => (int)await points.CountAsync(PointFilter.OfDocument(document), cancellationToken);

    public async Task<ListPage<DocumentId>> ListAsync(DocumentScope scope, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var page = await points.ScrollAsync(
            PointFilter.Within(scope), limit, cursor is null ? null : new PointId { Uuid = cursor }, [Payload.Document], cancellationToken);
        return new ListPage<DocumentId>(
            [.. page.Result.Select(point => Payload.DocumentOf(point.Payload)).Distinct()], page.NextPageOffset?.Uuid);
    }

    private static IndexedDocument IndexedOf(RetrievedPoint point) => new(
        Payload.DocumentOf(point.Payload),
        point.Payload[Payload.ETag].StringValue,
        point.Payload[Payload.Version].StringValue,
        point.Payload[Payload.Fingerprint].StringValue,
        (int)point.Payload[Payload.Chunks].IntegerValue,
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
