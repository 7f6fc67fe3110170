using System.Numerics.Tensors;
using RerankFunctions.Emulators.Qdrant.Points;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// The vectors of one name: their size and how two of them compare. Cosine normalises when vectors are stored and queried
/// with, as Qdrant does, so that reading one back gives it at unit length.
/// </summary>
internal sealed record VectorSpace(string Name, int Size, Distance Distance)
{
    public bool HigherIsBetter => Distance is Distance.Cosine or Distance.Dot;

    public DenseValues Prepare(float[] values, string? nameInError = null)
    {
        if (values.Length != Size)
        {
            var where = string.IsNullOrEmpty(nameInError) ? "" : $" for vector '{nameInError}'";
            throw Refusal.WrongInput($"Vector dimension error: expected dim: {Size}, got {values.Length}{where}");
        }
        if (Distance != Distance.Cosine)
            return new DenseValues(values);
        var squares = TensorPrimitives.SumOfSquares(values);
        if (squares < float.Epsilon || Math.Abs(squares - 1) <= 1e-6f)
            return new DenseValues(values);
        var normalized = new float[values.Length];
        TensorPrimitives.Divide(values, MathF.Sqrt(squares), normalized);
        return new DenseValues(normalized);
    }

    public float Score(DenseValues query, DenseValues stored) => Distance switch
    {
        Distance.Euclid => TensorPrimitives.Distance(query.Values, stored.Values),
        Distance.Manhattan => Manhattan(query.Values, stored.Values),
        _ => TensorPrimitives.Dot(query.Values, stored.Values),
    };

    private static float Manhattan(float[] a, float[] b)
    {
        float sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += Math.Abs(a[i] - b[i]);
        return sum;
    }
}
