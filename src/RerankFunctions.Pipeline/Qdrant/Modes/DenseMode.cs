using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

/// <summary>The points whose embedded meaning is nearest to the query's.</summary>
internal sealed class DenseMode(DenseVectorField dense) : IRetrievalMode
{
    public string Name => "dense";

    public PointQuery QueryFor(RetrievalQuery query) => new(new Query { Nearest = dense.Ask(query) }, dense.Name, Prefetch: []);
}
