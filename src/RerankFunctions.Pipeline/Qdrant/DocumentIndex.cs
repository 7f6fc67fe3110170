using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Pipeline.Ingestion.Chunking;
using static Qdrant.Client.Grpc.Conditions;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>
/// The chunks of documents as points. Everything here may be done twice, and stopped at any moment: points are added first, then
/// marked as complete, and only then are the ones they replace removed.
/// </summary>
public sealed class DocumentIndex(QdrantCollection collection, TimeProvider clock)
{
    private static readonly string[] IndexedFields =
    [
        Payload.Document, Payload.ETag, Payload.Version, Payload.Settings, Payload.Chunks, Payload.Modified, Payload.IndexedAt,
    ];

    /// <summary>How much of a version is in the index, and in how many points.</summary>
    internal async Task<(IndexedState State, int Points)> StateAsync(DocumentVersion version, CancellationToken cancellationToken)
    {
        var points = await collection.CallAsync(
            (qdrant, name, token) => qdrant.CountAsync(name, IsOf(version), cancellationToken: token), cancellationToken);
        if (points == 0)
            return (IndexedState.Absent, 0);

        var first = await collection.CallAsync(
            (qdrant, name, token) => qdrant.RetrieveAsync(
                name, [IdOf(version, 0)], withPayload: true, withVectors: false, cancellationToken: token),
            cancellationToken);
        return first is [var point] && point.Payload.TryGetValue(Payload.Chunks, out var chunks) && chunks.IntegerValue == (long)points
            ? (IndexedState.Complete, (int)points)
            : (IndexedState.Partial, (int)points);
    }

    /// <summary>Those of the chunks that are not in the index yet.</summary>
    internal async Task<IReadOnlyList<Chunk>> MissingAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        var there = await collection.CallAsync(
            (qdrant, name, token) => qdrant.RetrieveAsync(
                name, [.. chunks.Select(chunk => IdOf(version, chunk.Ordinal))], withPayload: false, withVectors: false, cancellationToken: token),
            cancellationToken);
        var ids = there.Select(point => point.Id).ToHashSet();
        return [.. chunks.Where(chunk => !ids.Contains(IdOf(version, chunk.Ordinal)))];
    }

    /// <summary>Adds chunks of a version, or writes the same again. Durable when it returns.</summary>
    /// <param name="vectors">One a chunk, in the chunks' order.</param>
    internal Task UpsertAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken)
    {
        var points = chunks.Select((chunk, at) => PointOf(version, chunk, vectors[at])).ToList();
        return collection.CallAsync(
            (qdrant, name, token) => qdrant.UpsertAsync(name, points, wait: true, cancellationToken: token), cancellationToken);
    }

    /// <summary>
    /// Marks a version as complete, with the blob's properties as they are now. A complete one too: a run beside another may have written some
    /// of its points anew, without the mark.
    /// </summary>
    internal Task CompleteAsync(DocumentVersion version, int chunks, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.SetPayloadAsync(
                name, new Dictionary<string, Value>(Payload.OfBlob(version.Document, clock.GetUtcNow())) { [Payload.Chunks] = (long)chunks },
                IsOf(version), wait: true, cancellationToken: token),
            cancellationToken);

    /// <summary>Removes what a complete version replaces: the document's points of other versions or settings that are not newer.</summary>
    internal Task RemoveStaleAsync(DocumentVersion version, CancellationToken cancellationToken)
    {
        var stale = new Filter
        {
            Must =
            {
                MatchKeyword(Payload.Document, version.Document.Name),
                DatetimeRange(Payload.Modified, lte: version.Document.Modified.UtcDateTime),
            },
            MustNot =
            {
                Filter(new Filter
                {
                    Must =
                    {
                        MatchKeyword(Payload.Version, version.ContentHash),
                        MatchKeyword(Payload.Settings, version.Settings),
                    },
                }),
            },
        };
        return collection.CallAsync((qdrant, name, token) => qdrant.DeleteAsync(name, stale, cancellationToken: token), cancellationToken);
    }

    /// <summary>What is indexed of these documents, at most one complete version each: the newest.</summary>
    internal async Task<IReadOnlyDictionary<string, IndexedDocument>> FindAsync(
        IReadOnlyList<string> documents, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IndexedDocument>(StringComparer.Ordinal);
        var first = new Filter { Must = { Match(Payload.Document, documents), Match(Payload.Chunk, 0) } };
        PointId? from = null;
        do
        {
            var page = await ScrollAsync(first, limit: 256, from, cancellationToken);
            foreach (var document in page.Result.Where(point => point.Payload.ContainsKey(Payload.Chunks)).Select(IndexedOf))
            {
                if (!found.TryGetValue(document.Name, out var other) || (document.Modified, document.IndexedAt).CompareTo((other.Modified, other.IndexedAt)) > 0)
                    found[document.Name] = document;
            }

            from = page.NextPageOffset;
        }
        while (from is not null);

        return found;
    }

    /// <summary>One page of the names of all documents that have points, complete or not, in no order; a name may come more than once.</summary>
    /// <param name="from">Where the last page said to go on, or null to begin.</param>
    internal async Task<(IReadOnlyList<string> Names, string? Next)> NamesAsync(int limit, string? from, CancellationToken cancellationToken)
    {
        var page = await ScrollAsync(
            new Filter(), (uint)limit, from is null ? null : new PointId { Uuid = from }, cancellationToken);
        return ([.. page.Result.Select(point => point.Payload[Payload.Document].StringValue).Distinct()], page.NextPageOffset?.Uuid);
    }

    /// <summary>Removes every point of a document.</summary>
    public Task RemoveAsync(string document, CancellationToken cancellationToken)
    {
        var all = new Filter { Must = { MatchKeyword(Payload.Document, document) } };
        return collection.CallAsync((qdrant, name, token) => qdrant.DeleteAsync(name, all, cancellationToken: token), cancellationToken);
    }

    private Task<ScrollResponse> ScrollAsync(Filter filter, uint limit, PointId? from, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.ScrollAsync(
                name, filter, limit, from,
                new WithPayloadSelector { Include = new PayloadIncludeSelector { Fields = { IndexedFields } } },
                cancellationToken: token),
            cancellationToken);

    private static IndexedDocument IndexedOf(RetrievedPoint point) => new(
        point.Payload[Payload.Document].StringValue,
        point.Payload[Payload.ETag].StringValue,
        point.Payload[Payload.Version].StringValue,
        point.Payload[Payload.Settings].StringValue,
        (int)point.Payload[Payload.Chunks].IntegerValue,
        Payload.TimeOf(point.Payload[Payload.Modified]),
        Payload.TimeOf(point.Payload[Payload.IndexedAt]));

    private static PointId IdOf(DocumentVersion version, int chunk)
        => PointIds.Of(version.Document.Name, version.ContentHash, version.Settings, chunk);

    private static Filter IsOf(DocumentVersion version) => new()
    {
        Must =
        {
            MatchKeyword(Payload.Document, version.Document.Name),
            MatchKeyword(Payload.Version, version.ContentHash),
            MatchKeyword(Payload.Settings, version.Settings),
        },
    };

    private PointStruct PointOf(DocumentVersion version, Chunk chunk, float[] vector) => new()
    {
        Id = IdOf(version, chunk.Ordinal),
        Vectors = new Dictionary<string, Vector>
        {
            [CollectionSchema.Dense] = vector,
            [CollectionSchema.Bm25] = new Document { Text = chunk.EmbeddingText, Model = CollectionSchema.Bm25Model },
        },
        Payload = { Payload.Of(version, chunk, clock.GetUtcNow()) },
    };
}
