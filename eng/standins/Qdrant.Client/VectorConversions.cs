namespace Qdrant.Client.Grpc;

// What C# values are taken for vectors: numbers for dense, (values, indices) for sparse, a document for the server to embed.

public partial class Vector
{
    public static implicit operator Vector(float[] values) => new() { Dense = new DenseVector { Data = { values } } };

    public static implicit operator Vector((float[], uint[]) sparseValues) =>
        new() { Sparse = new SparseVector { Values = { sparseValues.Item1 }, Indices = { sparseValues.Item2 } } };

    public static implicit operator Vector(Document document) => new() { Document = document };
}

public partial class Vectors
{
    public static implicit operator Vectors(float[] values) => new() { Vector = values };

    public static implicit operator Vectors(Dictionary<string, float[]> values)
    {
        var named = new NamedVectors();
        foreach (var (name, vector) in values)
            named.Vectors.Add(name, vector);
        return new Vectors { Vectors_ = named };
    }

    public static implicit operator Vectors(Dictionary<string, Vector> values) =>
        new() { Vectors_ = new NamedVectors { Vectors = { values } } };
}

public partial class VectorOutput
{
    /// <summary>The dense vector, in whichever field the service sent it.</summary>
    public DenseVector? GetDenseVector()
    {
#pragma warning disable CS0612 // The field of servers before 1.16.
        if (Data.Count > 0)
            return new DenseVector { Data = { Data } };
#pragma warning restore CS0612
        return VectorCase == VectorOneofCase.Dense ? Dense : null;
    }

    /// <summary>The sparse vector, in whichever fields the service sent it.</summary>
    public SparseVector? GetSparseVector()
    {
#pragma warning disable CS0612
        if (Data.Count > 0)
            return Indices is null ? null : new SparseVector { Values = { Data }, Indices = { Indices.Data } };
#pragma warning restore CS0612
        return VectorCase == VectorOneofCase.Sparse ? Sparse : null;
    }
}

public partial class Query
{
    public static implicit operator Query(float[] values) =>
        new() { Nearest = new VectorInput { Dense = new DenseVector { Data = { values } } } };

    public static implicit operator Query(PointId id) => new() { Nearest = new VectorInput { Id = id } };

    public static implicit operator Query(Document document) => new() { Nearest = new VectorInput { Document = document } };

    public static implicit operator Query(Fusion input) => new() { Fusion = input };

    public static implicit operator Query(Rrf rrf) => new() { Rrf = rrf };
}
