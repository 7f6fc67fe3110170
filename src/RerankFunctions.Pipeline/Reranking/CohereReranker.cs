using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Qdrant;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace RerankFunctions.Pipeline.Reranking;

/// <summary>Cohere Rerank over passages with their title and headings.</summary>
public sealed class CohereReranker(CohereClient cohere, IOptions<CohereOptions> options) : IReranker
{
    // Structured documents rerank best as YAML, the important keys first (https://docs.cohere.com/docs/rerank-overview).
    private static readonly ISerializer Yaml = new SerializerBuilder()
        .WithNamingConvention(LowerCaseNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .Build();

    public string Model => options.Value.RerankModel;

    public async Task<RerankedPassages> RerankAsync(
        string query, IReadOnlyList<Passage> passages, int topN, CancellationToken cancellationToken)
    {
        var documents = passages.Select(passage => Yaml.Serialize(new { passage.Title, passage.Heading, passage.Text })).ToList();
        var ranking = await cohere.RerankAsync(query, documents, topN, cancellationToken);
        return new RerankedPassages([.. ranking.Documents.Select(document => (document.Index, document.Score))], ranking.SearchUnits);
    }
}
