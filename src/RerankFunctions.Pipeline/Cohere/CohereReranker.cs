using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>Cohere Rerank over candidates with their title and headings.</summary>
internal sealed class CohereReranker(CohereClient cohere, IOptions<CohereOptions> options) : IReranker
{
    public string Model => options.Value.RerankModel;

    public async Task<RerankResult> RerankAsync(
        string query, IReadOnlyList<Candidate> candidates, int topN, CancellationToken cancellationToken)
    {
        var (ranking, searchUnits) = await cohere.RerankAsync(
            query, [.. candidates.Select(RerankDocument.Write)], topN, cancellationToken);
        return new RerankResult(
            [.. ranking.Select(document => new RankedCandidate(document.Index, document.Score))],
            [new Usage(CohereClient.Name, Usage.SearchUnits, searchUnits)]);
    }
}
