using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;
using RerankFunctions.Emulators.Qdrant.Text;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>The points nearest to a vector, exactly: dense ones by comparing with all, sparse ones with all that share an index.</summary>
internal sealed class NearestSearch(CollectionState state, VectorInput input, string name, TieOrder ties)
{
    /// <param name="points">Those to search; null for all.</param>
    /// <param name="count">How many are wanted.</param>
    /// <returns>Best first.</returns>
    public IReadOnlyList<Hit> Among(IEnumerable<StoredPoint>? points, Func<StoredPoint, bool> holds, float? threshold, int count)
    {
        if (state.Schema.IsSparse(name))
            return Sparse(points, holds, threshold, count);
        var space = state.Schema.Dense(name)!;
        var query = DenseQuery(space);
        var hits = from point in points ?? state.Points
                   let vector = point.Vectors.GetValueOrDefault(name)
                   where vector is not null
                   select new Hit(point, space.Score(query, vector));
        return ties.Best(
            hits.Where(hit => space.HigherIsBetter ? !(hit.Score <= threshold) : !(hit.Score >= threshold)), count, space.HigherIsBetter, Others(holds));
    }

    /// <summary>The query as the vectors of a dense space are compared with it.</summary>
    public StoredVector DenseQuery(VectorSpace space) => space.Prepare(Vector());

    private IReadOnlyList<Hit> Sparse(IEnumerable<StoredPoint>? points, Func<StoredPoint, bool> holds, float? threshold, int count)
    {
        var query = Vector() as SparseValues ?? throw StoredVectors.WrongKind();
        var postings = state.Postings(name);
        if (state.Schema.UsesIdf(name))
        {
            var weights = query.Indices.Zip(query.Values, (index, value) => value * postings.InverseDocumentFrequency(index));
            query = query with { Values = [.. weights] };
        }
        var scores = postings.Dot(query);
        var among = points is null
            ? scores.Select(score => new Hit(state.Find(score.Key)!, score.Value))
            : points.Where(point => scores.ContainsKey(point.Key)).Select(point => new Hit(point, scores[point.Key]));
        return ties.Best(among.Where(hit => !(hit.Score <= threshold)), count, holds: Others(holds));
    }

    /// <summary>A point whose own vector is asked with is not among the answers.</summary>
    private Func<StoredPoint, bool> Others(Func<StoredPoint, bool> holds)
    {
        if (input.VariantCase != VectorInput.VariantOneofCase.Id)
            return holds;
        var self = PointKey.Parse(input.Id);
        return point => point.Key != self && holds(point);
    }

    private StoredVector Vector()
    {
        switch (input.VariantCase)
        {
            case VectorInput.VariantOneofCase.Dense:
                return new DenseValues([.. input.Dense.Data]);
            case VectorInput.VariantOneofCase.Sparse:
                return StoredVectors.Sparse(input.Sparse.Indices, input.Sparse.Values);
            case VectorInput.VariantOneofCase.MultiDense:
                return StoredVectors.Multi(input.MultiDense);
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
