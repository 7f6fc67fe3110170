using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Qdrant.Vectors;

namespace RerankFunctions.Pipeline.Qdrant;

internal sealed class VectorBackfill(ScopedPoints points, IEnumerable<VectorField> vectors) : IVectorBackfill
{
    private static readonly string[] OfChunk = [Payload.Chunk, Payload.Text, Payload.Title, Payload.Heading, Payload.Page];

    private readonly VectorField[] _vectors = [.. vectors.Where(vector => !vector.NeedsEmbedding)];

    public async Task<int> FillAsync(int limit, CancellationToken cancellationToken)
    {
        var filled = 0;
        foreach (var vector in _vectors)
        {
            var lacking = await points.ScrollAsync(
                PointFilter.Lacking(DocumentScope.All, vector.Name), limit, from: null, OfChunk, cancellationToken);
            if (lacking.Result.Count == 0)
                continue;
            await points.UpdateVectorsAsync(
                [
                    .. lacking.Result.Select(point => new PointVectors
                    {
                        Id = point.Id,
                        Vectors = new Dictionary<string, Vector> { [vector.Name] = vector.Write(ChunkOf(point), embedding: []) },
                    }),
                ],
                cancellationToken);
            filled += lacking.Result.Count;
        }

        return filled;
    }

    private static Chunk ChunkOf(RetrievedPoint point) => new(
        (int)point.Payload[Payload.Chunk].IntegerValue,
        point.Payload[Payload.Text].StringValue,
        point.Payload.TryGetValue(Payload.Title, out var title) ? title.StringValue : null,
        point.Payload.TryGetValue(Payload.Heading, out var heading) ? heading.StringValue : null,
        point.Payload.TryGetValue(Payload.Page, out var page) ? (int)page.IntegerValue : null);
}
