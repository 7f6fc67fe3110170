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
    public override VectorOutput ToOutput() => new() { Dense = ToMessage() };

    public override Vector ToInput() => new() { Dense = ToMessage() };

    public DenseVector ToMessage() => new() { Data = { Values } };
}

/// <summary>Several dense vectors of one size, at least one: a text's tokens, say.</summary>
internal sealed record MultiValues(DenseValues[] Vectors) : StoredVector
{
    public override VectorOutput ToOutput() => new() { MultiDense = Message() };

    public override Vector ToInput() => new() { MultiDense = Message() };

    private MultiDenseVector Message() => new() { Vectors = { Vectors.Select(vector => vector.ToMessage()) } };
}

/// <summary>The components that are not zero, by ascending index.</summary>
internal sealed record SparseValues(uint[] Indices, float[] Values) : StoredVector
{
    public override VectorOutput ToOutput() => new() { Sparse = Message() };

    public override Vector ToInput() => new() { Sparse = Message() };

    private SparseVector Message() => new() { Indices = { Indices }, Values = { Values } };
}
