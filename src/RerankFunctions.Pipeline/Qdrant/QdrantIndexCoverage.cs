using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant;

internal sealed class QdrantIndexCoverage(ScopedPoints points, IEnumerable<VectorField> vectors, RetrievalTime time) : IIndexCoverage
{
    private readonly string[] _vectors = [.. vectors.Select(vector => vector.Name)];

    public Task<IndexCoverage> MeasureAsync(CancellationToken cancellationToken)
        => time.LimitAsync(
            async token =>
            {
                var counts = await Task.WhenAll(
                    _vectors.Select(vector => PointFilter.Lacking(DocumentScope.All, vector)).Prepend(PointFilter.Within(DocumentScope.All))
                        .Select(filter => points.CountAsync(filter, token)));
                return new IndexCoverage((long)counts[0], _vectors.Zip(counts[1..]).ToDictionary(pair => pair.First, pair => (long)pair.Second));
            },
            cancellationToken);
}
