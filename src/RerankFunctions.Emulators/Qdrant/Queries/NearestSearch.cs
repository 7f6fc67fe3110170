using RerankFunctions.Emulators.Qdrant.Points;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Storage;
using RerankFunctions.Emulators.Qdrant.Text;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>
/// The points nearest to a vector, exactly, by comparing with all of them. Equal scores go by id, where Qdrant leaves the
/// order open.
/// </summary>
internal sealed class NearestSearch(CollectionState state, VectorInput input, string name)
{
    public IEnumerable<Hit> Among(IEnumerable<StoredPoint> points, float? threshold) =>
        state.Schema.IsSparse(name) ? Sparse(points, threshold) : Dense(points, threshold);

    private IEnumerable<Hit> Dense(IEnumerable<StoredPoint> points, float? threshold)
    {
        var space = state.Schema.Dense(name)!;
        var query = Vector() is DenseValues values ? space.Prepare(values.Values) : throw StoredVectors.WrongKind();
        var hits = Others(points)
            .Where(point => point.Vectors.ContainsKey(name))
            .Select(point => new Hit(point, space.Score(query, (DenseValues)point.Vectors[name])));
        return space.HigherIsBetter
            ? hits.Where(hit => !(hit.Score <= threshold)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Point.Key)
            : hits.Where(hit => !(hit.Score >= threshold)).OrderBy(hit => hit.Score).ThenBy(hit => hit.Point.Key);
    }

    private IOrderedEnumerable<Hit> Sparse(IEnumerable<StoredPoint> points, float? threshold)
    {
        var query = Vector() as SparseValues ?? throw StoredVectors.WrongKind();
        if (state.Schema.UsesIdf(name))
            query = WithInverseDocumentFrequency(query);
        return Others(points)
            .Select(point => (Point: point, Score: (point.Vectors.GetValueOrDefault(name) as SparseValues)?.Dot(query)))
            .Where(scored => scored.Score is not null && !(scored.Score <= threshold))
            .Select(scored => new Hit(scored.Point, scored.Score!.Value))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Point.Key);
    }

    /// <summary>ln((n - df + 0.5) / (df + 0.5) + 1), over all the collection's vectors of this name, filtered out or not.</summary>
    private SparseValues WithInverseDocumentFrequency(SparseValues query)
    {
        var vectors = state.Points.Select(point => point.Vectors.GetValueOrDefault(name)).OfType<SparseValues>().ToList();
        float n = vectors.Count;
        var weights = query.Indices.Zip(query.Values, (index, value) =>
        {
            float frequency = vectors.Count(vector => Array.BinarySearch(vector.Indices, index) >= 0);
            return value * MathF.Log((n - frequency + 0.5f) / (frequency + 0.5f) + 1);
        });
        return query with { Values = [.. weights] };
    }

    /// <summary>A point whose own vector is asked with is not among the answers.</summary>
    private IEnumerable<StoredPoint> Others(IEnumerable<StoredPoint> points)
    {
        if (input.VariantCase != VectorInput.VariantOneofCase.Id)
            return points;
        var self = PointKey.Parse(input.Id);
        return points.Where(point => point.Key != self);
    }

    private StoredVector Vector()
    {
        switch (input.VariantCase)
        {
            case VectorInput.VariantOneofCase.Dense:
                return new DenseValues([.. input.Dense.Data]);
            case VectorInput.VariantOneofCase.Sparse:
                return StoredVectors.Sparse(input.Sparse.Indices, input.Sparse.Values);
            case VectorInput.VariantOneofCase.Document:
                return Bm25Text.Query(input.Document);
            case VectorInput.VariantOneofCase.Id:
                var key = PointKey.Parse(input.Id);
                var point = state.Find(key) ?? throw Refusal.NoPoint(key.ToString());
                return point.Vectors.GetValueOrDefault(name) ?? throw Refusal.NoPoint(key.ToString());
            default:
                throw Refusal.Invalid("VectorInput variant is missing");
        }
    }
}
