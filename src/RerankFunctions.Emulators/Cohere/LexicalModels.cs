using RerankFunctions.Emulators.Lexical;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>Models that compare words: nothing to load, the same numbers on every machine. What tests count on.</summary>
public sealed class LexicalModels : IEmulatorModels
{
    public string EmbedModel => CohereEmulator.EmbedModel;

    public string RerankModel => CohereEmulator.RerankModel;

    public int LeastDimensions => 1;

    public ValueTask<float[][]> EmbedAsync(TextsToEmbed texts, CancellationToken cancellationToken)
    {
        var vectors = new float[texts.Texts.Count][];
        var embedding = new LexicalEmbedding();
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = new float[texts.Dimensions];
            embedding.Embed(TokenCount.Read(texts.Texts[i], texts.MaxTokens, texts.KeepEnd), vectors[i]);
        }

        return ValueTask.FromResult(vectors);
    }

    public ValueTask<double[]> ScoreAsync(
        string query, IReadOnlyList<string> documents, int maxTokensPerDocument, CancellationToken cancellationToken)
        => ValueTask.FromResult(new LexicalReranker(query).Score(documents, maxTokensPerDocument));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
