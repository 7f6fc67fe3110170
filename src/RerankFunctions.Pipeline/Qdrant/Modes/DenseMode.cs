using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

/// <summary>The points whose embedded meaning is nearest to the query's.</summary>
internal sealed class DenseMode(DenseVectorField dense, RankFusion fusion) : IRetrievalMode
{
    public string Name => "dense";

    public PointQuery QueryFor(RetrievalQuery query) => fusion.QueryFor(query, dense);
}
