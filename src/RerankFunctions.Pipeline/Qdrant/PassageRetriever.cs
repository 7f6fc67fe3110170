using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Search;
using static Qdrant.Client.Grpc.Conditions;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>Finds the passages nearest to a query.</summary>
public sealed class PassageRetriever(QdrantCollection collection)
{
    private static readonly string[] Fields =
    [
        Payload.Document, Payload.Chunk, Payload.Title, Payload.Heading, Payload.Page, Payload.Text, Payload.Metadata,
    ];

    /// <summary>The nearest passages, best first.</summary>
    /// <param name="vector">The query's, by the model and of the dimensions of the collection.</param>
    /// <exception cref="DependencyException">Qdrant failed, retries included, or refused.</exception>
    public async Task<IReadOnlyList<Passage>> RetrieveAsync(
        float[] vector, int limit, DocumentFilter? filter, CancellationToken cancellationToken)
    {
        var query = new Query { Nearest = new VectorInput { Dense = new DenseVector { Data = { vector } } } };
        var points = await collection.CallAsync(
            (qdrant, name, token) => qdrant.QueryAsync(
                name, query, usingVector: CollectionSchema.Dense, filter: FilterOf(filter), limit: (ulong)limit,
                payloadSelector: new WithPayloadSelector { Include = new PayloadIncludeSelector { Fields = { Fields } } },
                cancellationToken: token),
            cancellationToken);
        return [.. points.Select(PassageOf)];
    }

    /// <summary>Only complete versions: a document half-way in is not indexed yet, and is not to be found as if it were.</summary>
    private static Filter FilterOf(DocumentFilter? document)
    {
        var filter = new Filter { Must = { Range(Payload.Chunks, new global::Qdrant.Client.Grpc.Range { Gte = 1 }) } };
        if (document is not null)
            filter.Must.Add(MatchKeyword(document.IsFolder ? Payload.Folders : Payload.Document, document.Name));
        return filter;
    }

    private static Passage PassageOf(ScoredPoint point)
    {
        var payload = point.Payload;
        return new Passage(
            payload[Payload.Document].StringValue,
            (int)payload[Payload.Chunk].IntegerValue,
            payload.TryGetValue(Payload.Title, out var title) ? title.StringValue : null,
            payload.TryGetValue(Payload.Heading, out var heading) ? heading.StringValue : null,
            payload.TryGetValue(Payload.Page, out var page) ? (int)page.IntegerValue : null,
            payload[Payload.Text].StringValue,
            payload.TryGetValue(Payload.Metadata, out var metadata)
                ? metadata.StructValue.Fields.ToDictionary(field => field.Key, field => field.Value.StringValue)
                : new Dictionary<string, string>(),
            point.Score);
    }
}

/// <summary>A retrieved chunk.</summary>
/// <param name="Score">Its vector's similarity to the query's, by the collection's distance.</param>
public sealed record Passage(
    string Document,
    int Chunk,
    string? Title,
    string? Heading,
    int? Page,
    string Text,
    IReadOnlyDictionary<string, string> Metadata,
    double Score);
