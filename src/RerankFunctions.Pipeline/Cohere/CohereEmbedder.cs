using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Embedding;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>Cohere's embed models.</summary>
internal sealed class CohereEmbedder(
    CohereClient cohere, EmbedInputLimiter limiter, IOptions<CohereOptions> options, IOptions<VectorOptions> vectors) : IEmbedder
{
    /// <summary>What embed v3 models read of a text (https://docs.cohere.com/docs/models#embed); later ones read more.</summary>
    private const int MaxTokens = 512;

    public EmbeddingModel Model { get; } = new(
        options.Value.EmbedModel, vectors.Value.VectorSize, MaxTokens, CohereClient.MaxTextsPerCall, options.Value.EmbedConcurrency);

    public async Task<Embeddings> EmbedDocumentsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        await limiter.WaitAsync(texts.Count, cancellationToken);
        return await EmbedAsync(CohereCallPurpose.Ingestion, "search_document", texts, cancellationToken);
    }

    public Task<Embeddings> EmbedQueriesAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken)
        => EmbedAsync(CohereCallPurpose.Query, "search_query", queries, cancellationToken);

    private async Task<Embeddings> EmbedAsync(
        CohereCallPurpose purpose, string inputType, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var (embedded, tokens) = await cohere.EmbedAsync(purpose, inputType, texts, cancellationToken);
        return new Embeddings(embedded, new Usage(CohereClient.Name, Usage.Tokens, tokens));
    }
}
