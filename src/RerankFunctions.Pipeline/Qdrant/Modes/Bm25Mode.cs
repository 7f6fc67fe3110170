using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

/// <summary>The points that have the query's words, rare ones counting more. A query of stop words alone finds nothing.</summary>
internal sealed class Bm25Mode(Bm25VectorField bm25, RankFusion fusion) : IRetrievalMode
{
    public string Name => "bm25";

    public PointQuery QueryFor(RetrievalQuery query) => fusion.QueryFor(query, bm25);
}
