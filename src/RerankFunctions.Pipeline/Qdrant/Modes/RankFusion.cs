using Microsoft.Extensions.Options;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

/// <summary>
/// Reciprocal rank fusion, inside Qdrant (1.16 and later take its k): a point's score is the sum, over the lists that have it, of
/// 1 / (k - 1 + rank), rank from 1. Lists have no weights: Qdrant divides the rank by them, which at k = 60 hardly acts.
/// </summary>
internal sealed class RankFusion(IOptions<FusionOptions> options)
{
    private readonly uint _k = (uint)options.Value.RrfK;

    /// <summary>A list for each query in each of these vectors, fused where there are several.</summary>
    public PointQuery QueryFor(RetrievalQuery query, params VectorField[] vectors)
    {
        PointList[] lists =
        [
            .. from text in query.Queries
               from vector in vectors
               select new PointList(vector.Name, text.Text, new Query { Nearest = vector.Ask(text) }),
        ];
        return new PointQuery(lists, lists.Length == 1 ? null : new Query { Rrf = new Rrf { K = _k } });
    }
}
