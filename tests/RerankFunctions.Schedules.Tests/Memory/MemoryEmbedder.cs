using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Embedding;

namespace RerankFunctions.Schedules.Tests.Memory;

/// <summary>Takes a chunk a call, two at once: every document is several batches.</summary>
internal sealed class MemoryEmbedder : IEmbedder
{
    public EmbeddingModel Model { get; } = new("memory", Dimensions: 1, MaxTokens: 512, MaxBatch: 1, Concurrency: 2);

    public async Task<Embeddings> EmbedDocumentsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return new([.. texts.Select(_ => new[] { 1f })], new Usage("memory", Usage.Tokens, texts.Count));
    }

    public Task<Embeddings> EmbedQueriesAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken)
        => throw new NotSupportedException();
}
