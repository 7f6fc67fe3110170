using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Pipeline.Ingestion.Chunking;
using static Qdrant.Client.Grpc.Conditions;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>
/// The chunks of documents as points. Everything here may be done twice, and stopped at any moment: points are added first, then
/// marked as complete, and only then are the ones they replace removed.
/// </summary>
public sealed class DocumentIndex(QdrantCollection collection)
{
    /// <summary>How much of a version is in the index.</summary>
    internal async Task<IndexedState> StateAsync(DocumentVersion version, CancellationToken cancellationToken)
    {
        var points = await collection.CallAsync(
            (qdrant, name, token) => qdrant.CountAsync(name, IsOf(version), cancellationToken: token), cancellationToken);
        if (points == 0)
            return IndexedState.Absent;

        var first = await collection.CallAsync(
            (qdrant, name, token) => qdrant.RetrieveAsync(
                name, [IdOf(version, 0)], withPayload: true, withVectors: false, cancellationToken: token),
            cancellationToken);
        return first is [var point] && point.Payload.TryGetValue(Payload.Chunks, out var chunks) && chunks.IntegerValue == (long)points
            ? IndexedState.Complete
            : IndexedState.Partial;
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

    /// <summary>Marks a version as complete, with the blob's properties as they are now.</summary>
    internal Task CompleteAsync(DocumentVersion version, int chunks, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.SetPayloadAsync(
                name, new Dictionary<string, Value>(Payload.OfBlob(version.Document)) { [Payload.Chunks] = (long)chunks },
                IsOf(version), wait: true, cancellationToken: token),
            cancellationToken);

    /// <summary>Renews the blob's properties in a complete version, whose content did not change.</summary>
    internal Task RefreshAsync(DocumentVersion version, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.SetPayloadAsync(
                name, Payload.OfBlob(version.Document), IsOf(version), wait: true, cancellationToken: token),
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

    /// <summary>Removes every point of a document.</summary>
    public Task RemoveAsync(string document, CancellationToken cancellationToken)
    {
        var all = new Filter { Must = { MatchKeyword(Payload.Document, document) } };
        return collection.CallAsync((qdrant, name, token) => qdrant.DeleteAsync(name, all, cancellationToken: token), cancellationToken);
    }

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

    private static PointStruct PointOf(DocumentVersion version, Chunk chunk, float[] vector) => new()
    {
        Id = IdOf(version, chunk.Ordinal),
        Vectors = new Dictionary<string, Vector>
        {
            [CollectionSchema.Dense] = vector,
            [CollectionSchema.Bm25] = new Document { Text = chunk.EmbeddingText, Model = CollectionSchema.Bm25Model },
        },
        Payload = { Payload.Of(version, chunk) },
    };
}

internal enum IndexedState
{
    Absent,

    /// <summary>Some of its points, or all of them but not marked as complete.</summary>
    Partial,

    Complete,
}
