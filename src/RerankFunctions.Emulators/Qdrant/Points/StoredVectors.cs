using Grpc.Core;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Points;

/// <summary>Vectors out of requests.</summary>
internal static class StoredVectors
{
    public static StoredVector Read(Vector vector, Func<Document, SparseValues> embed)
    {
        switch (vector.VectorCase)
        {
            case Vector.VectorOneofCase.Dense:
                return new DenseValues([.. vector.Dense.Data]);
            case Vector.VectorOneofCase.Sparse:
                return Sparse(vector.Sparse.Indices, vector.Sparse.Values);
            case Vector.VectorOneofCase.MultiDense:
                return Multi(vector.MultiDense);
            case Vector.VectorOneofCase.Document:
                return embed(vector.Document);
        }
#pragma warning disable CS0612 // The fields of clients before 1.16.
        return vector.Indices is { } indices ? Sparse(indices.Data, vector.Data) : new DenseValues([.. vector.Data]);
#pragma warning restore CS0612
    }

    public static SparseValues Sparse(IReadOnlyCollection<uint> indices, IReadOnlyCollection<float> values)
    {
        if (indices.Count != values.Count)
            throw Refusal.Validation("values", "must be the same length as indices");
        if (indices.Distinct().Count() != indices.Count)
            throw Refusal.Validation("indices", "must be unique");
        uint[] keys = [.. indices];
        float[] items = [.. values];
        Array.Sort(keys, items);
        return new SparseValues(keys, items);
    }

    public static MultiValues Multi(MultiDenseVector multi)
    {
        const string Malformed = "Malformed multi-dense vector: Validation failed: ";
        if (multi.Vectors.Count == 0)
            throw Refusal.Invalid(Malformed + "MultiDenseVector cannot be empty");
        if (multi.Vectors[0].Data.Count == 0)
            throw Refusal.Invalid(Malformed + "MultiDenseVector cannot have zero dimension");
        return new MultiValues([.. multi.Vectors.Select(vector => new DenseValues([.. vector.Data]))]);
    }

    public static RpcException WrongKind() => Refusal.WrongInput("Conversion between sparse and regular vectors failed");
}
