using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// What a vector that is added to a live collection is given, which is also what must agree for adding it twice to be no mistake
/// (qdrant v1.19.0, lib/collection/src/collection/vector_name_schema.rs).
/// </summary>
internal static class LiveVector
{
    public static VectorParams WhatCounts(DenseVectorCreationConfig config)
    {
        var vector = new VectorParams { Size = config.Size, Distance = config.Distance, MultivectorConfig = config.MultivectorConfig };
        if (config.HasDatatype)
            vector.Datatype = config.Datatype;
        return vector;
    }

    public static VectorParams WhatCounts(VectorParams vector)
    {
        var same = new VectorParams { Size = vector.Size, Distance = vector.Distance, MultivectorConfig = vector.MultivectorConfig };
        if (vector.HasDatatype)
            same.Datatype = vector.Datatype;
        return same;
    }

    public static SparseVectorParams WhatCounts(SparseVectorCreationConfig config)
    {
        var vector = new SparseVectorParams();
        if (config.HasModifier)
            vector.Modifier = config.Modifier;
        if (config.HasDatatype)
            vector.Index = new SparseIndexConfig { Datatype = config.Datatype };
        return vector;
    }

    public static SparseVectorParams WhatCounts(SparseVectorParams vector)
    {
        var same = new SparseVectorParams();
        if (vector.HasModifier)
            same.Modifier = vector.Modifier;
        if (vector.Index is { HasDatatype: true } index)
            same.Index = new SparseIndexConfig { Datatype = index.Datatype };
        return same;
    }
}
