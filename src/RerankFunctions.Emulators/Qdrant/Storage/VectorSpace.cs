using System.Numerics.Tensors;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// The vectors of one name: their size, whether a point has several of them, and how two compare. Cosine normalises when vectors are stored
/// and queried with, as Qdrant does, so that reading one back gives it at unit length; float16 rounds them.
/// </summary>
internal sealed record VectorSpace(int Size, Distance Distance, bool IsMulti, bool IsHalf)
{
    public bool HigherIsBetter => Distance is Distance.Cosine or Distance.Dot;

    public static VectorSpace ForVector(VectorParams vector)
    {
        if (vector.Size is 0 or > 65536)
            throw Refusal.Validation("vectors_config.config.size", $"value {vector.Size} invalid, must be from 1 to 65536");
        if (vector.Distance == Distance.UnknownDistance)
            throw Refusal.Invalid("Malformed distance parameter: UnknownDistance");
        return new VectorSpace(
            (int)vector.Size, vector.Distance, vector.MultivectorConfig is not null, vector.Datatype == Datatype.Float16);
    }

    /// <summary>A vector as it is stored here and queried with; one alone goes for a list of one where points have several.</summary>
    public StoredVector Prepare(StoredVector vector, string? nameInError = null) => (vector, IsMulti) switch
    {
        (DenseValues dense, false) => Prepare(dense, nameInError),
        (DenseValues dense, true) => new MultiValues([Prepare(dense, nameInError)]),
        (MultiValues multi, true) => new MultiValues([.. multi.Vectors.Select(one => Prepare(one, nameInError))]),
        (MultiValues, false) => throw Refusal.WrongInput("Conversion between multi and regular vectors failed"),
        _ => throw StoredVectors.WrongKind(),
    };

    public float Score(StoredVector query, StoredVector stored) => (query, stored) switch
    {
        (DenseValues left, DenseValues right) => Score(left.Values, right.Values),
        (MultiValues left, MultiValues right) => MaxSim(left, right),
        _ => throw StoredVectors.WrongKind(),
    };

    /// <summary>
    /// Each of the query's vectors with the stored one nearest to it, summed; distances are squared or plain within the sum and one number
    /// again at its end (qdrant v1.19.0, lib/segment/src/vector_storage/query_scorer, lib/segment/src/spaces/simple.rs).
    /// </summary>
    private float MaxSim(MultiValues query, MultiValues stored) => Distance switch
    {
        Distance.Euclid => MathF.Sqrt(Nearest(query, stored).Sum(distance => distance * distance)),
        Distance.Manhattan => Nearest(query, stored).Sum(),
        _ => query.Vectors.Sum(one => stored.Vectors.Max(other => Score(one.Values, other.Values))),
    };

    private IEnumerable<float> Nearest(MultiValues query, MultiValues stored)
        => query.Vectors.Select(one => stored.Vectors.Min(other => Score(one.Values, other.Values)));

    /// <summary>What is the greater the nearer two vectors are, whatever the distance: what a search ranks by inside.</summary>
    public float Similarity(StoredVector one, StoredVector other) => (one, other) switch
    {
        _ when HigherIsBetter => Score(one, other),
        _ when Distance == Distance.Euclid => -MathF.Pow(Score(one, other), 2),
        _ => -Score(one, other),
    };

    private float Score(float[] query, float[] stored) => Distance switch
    {
        Distance.Euclid => TensorPrimitives.Distance(query, stored),
        Distance.Manhattan => Manhattan(query, stored),
        _ => TensorPrimitives.Dot(query, stored),
    };

    private DenseValues Prepare(DenseValues vector, string? nameInError)
    {
        var values = vector.Values;
        if (values.Length != Size)
        {
            var where = string.IsNullOrEmpty(nameInError) ? "" : $" for vector '{nameInError}'";
            throw Refusal.WrongInput($"Vector dimension error: expected dim: {Size}, got {values.Length}{where}");
        }
        if (Distance == Distance.Cosine)
            values = OfUnitLength(values);
        return new DenseValues(IsHalf ? [.. values.Select(value => (float)(Half)value)] : values);
    }

    private static float[] OfUnitLength(float[] values)
    {
        var squares = TensorPrimitives.SumOfSquares(values);
        if (squares < float.Epsilon || Math.Abs(squares - 1) <= 1e-6f)
            return values;
        var normalized = new float[values.Length];
        TensorPrimitives.Divide(values, MathF.Sqrt(squares), normalized);
        return normalized;
    }

    private static float Manhattan(float[] a, float[] b)
    {
        float sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += Math.Abs(a[i] - b[i]);
        return sum;
    }
}
