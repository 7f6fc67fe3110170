using Microsoft.Extensions.Options;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Vectors;

/// <summary>The embed model's vector.</summary>
internal sealed class DenseVectorField(IEmbedder embedder, IOptions<QdrantOptions> options) : VectorField("dense")
{
    private readonly int _size = embedder.Model.Dimensions;
    private readonly Distance _distance = options.Value.Distance;

    public override void AddTo(VectorParamsMap dense, SparseVectorConfig sparse)
        => dense.Map[Name] = new VectorParams { Size = (ulong)_size, Distance = _distance };

    public override bool IsIn(CollectionConfig collection) => collection.Params.VectorsConfig?.ParamsMap?.Map.ContainsKey(Name) is true;

    public override (string Found, string Configured)? Mismatch(CollectionConfig collection)
    {
        if (collection.Params.VectorsConfig?.ParamsMap?.Map.TryGetValue(Name, out var found) is not true)
            return ($"it has no vector named '{Name}'", $"one of {_size} dimensions is needed");
        if (found.Size != (ulong)_size)
            return ($"its vectors have {found.Size} dimensions", $"Qdrant__VectorSize is {_size}");
        return found.Distance != _distance
            ? ($"its vectors are compared by {found.Distance}", $"Qdrant__Distance is {_distance}")
            : null;
    }

    public override bool NeedsEmbedding => true;

    public override Vector Write(Chunk chunk, float[] embedding) => embedding;

    public override VectorInput Ask(EmbeddedQuery query) => new() { Dense = new DenseVector { Data = { query.Vector } } };
}
