using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Retrieval;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>Cohere Rerank over candidates with their title and headings.</summary>
internal sealed class CohereReranker(CohereClient cohere, IOptions<CohereOptions> options) : IReranker
{
    // Structured documents rerank best as YAML, the important keys first (https://docs.cohere.com/docs/rerank-overview).
    private static readonly ISerializer Yaml = new SerializerBuilder()
        .WithNamingConvention(LowerCaseNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .Build();

    public string Model => options.Value.RerankModel;

    public async Task<RerankResult> RerankAsync(
        string query, IReadOnlyList<Candidate> candidates, int topN, CancellationToken cancellationToken)
    {
        var documents = candidates.Select(candidate => Yaml.Serialize(new { candidate.Title, candidate.Heading, candidate.Text })).ToList();
        var (ranking, searchUnits) = await cohere.RerankAsync(query, documents, topN, cancellationToken);
        return new RerankResult(
            [.. ranking.Select(document => new RankedCandidate(document.Index, document.Score))],
            [new Usage(CohereClient.Name, Usage.SearchUnits, searchUnits)]);
    }
}
