using RerankFunctions.Local.Qdrant.Protocol;

namespace RerankFunctions.Local.Qdrant.Points;

/// <summary>A vector as a collection holds it.</summary>
internal abstract record StoredVector
{
    public abstract VectorOutput ToOutput();

    public abstract Vector ToInput();
}

/// <summary>All components; of unit length where the collection's distance is cosine.</summary>
internal sealed record DenseValues(float[] Values) : StoredVector
{
    public override VectorOutput ToOutput() => new() { Dense = Message() };

    public override Vector ToInput() => new() { Dense = Message() };

    private DenseVector Message() => new() { Data = { Values } };
}

/// <summary>The components that are not zero, by ascending index.</summary>
internal sealed record SparseValues(uint[] Indices, float[] Values) : StoredVector
{
    public static readonly SparseValues Empty = new([], []);

    public override VectorOutput ToOutput() => new() { Sparse = Message() };

    public override Vector ToInput() => new() { Sparse = Message() };

    /// <summary>The two vectors' dot product; null where they share no index.</summary>
    public float? Dot(SparseValues other)
    {
        float? sum = null;
        for (int i = 0, j = 0; i < Indices.Length && j < other.Indices.Length;)
        {
            var order = Indices[i].CompareTo(other.Indices[j]);
            if (order == 0)
                sum = (sum ?? 0) + Values[i] * other.Values[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return sum;
    }

    private SparseVector Message() => new() { Indices = { Indices }, Values = { Values } };
}
