using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Points;

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
        if (Indices.Length > other.Indices.Length)
            return other.Dot(this);
        float? sum = null;
        for (var i = 0; i < Indices.Length; i++)
        {
            if (Array.BinarySearch(other.Indices, Indices[i]) is >= 0 and var there)
                sum = (sum ?? 0) + Values[i] * other.Values[there];
        }
        return sum;
    }

    private SparseVector Message() => new() { Indices = { Indices }, Values = { Values } };
}
