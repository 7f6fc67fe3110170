using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

/// <summary>By meaning and by words, fused. A query whose words no point has is answered by meaning alone: the other list is empty.</summary>
internal sealed class HybridMode(DenseVectorField dense, Bm25VectorField bm25, RankFusion fusion) : IRetrievalMode
{
    public string Name => "hybrid";

    public PointQuery QueryFor(RetrievalQuery query) => fusion.QueryFor(query, dense, bm25);
}
