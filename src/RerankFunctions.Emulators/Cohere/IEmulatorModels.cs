namespace RerankFunctions.Emulators.Cohere;

/// <summary>What really answers embed and rerank, whatever models the requests name. Safe for calls at the same time.</summary>
public interface IEmulatorModels : IAsyncDisposable
{
    /// <summary>The embedding model's name, as answers and users see it. Also accepted as a model id.</summary>
    string EmbedModel { get; }

    /// <summary>The rerank model's name, as answers and users see it. Also accepted as a model id.</summary>
    string RerankModel { get; }

    /// <summary>Vectors shorter than this it cannot give; longer ones end in zeros where its own are shorter.</summary>
    int LeastDimensions { get; }

    /// <summary>A vector of unit length for each text, in their order.</summary>
    ValueTask<float[][]> EmbedAsync(TextsToEmbed texts, CancellationToken cancellationToken);

    /// <summary>How relevant each document is to the query, in their order, each from 0 to 1.</summary>
    ValueTask<double[]> ScoreAsync(
        string query, IReadOnlyList<string> documents, int maxTokensPerDocument, CancellationToken cancellationToken);
}

/// <param name="AreQueries">Whether they ask (input_type search_query), rather than may answer.</param>
/// <param name="MaxTokens">The most tokens that are read of a text, where the model does not read less.</param>
/// <param name="KeepEnd">Whether of a longer text the end is read (truncate START), rather than the beginning.</param>
/// <param name="Dimensions">The length of the vectors, at least <see cref="IEmulatorModels.LeastDimensions"/>.</param>
public sealed record TextsToEmbed(IReadOnlyList<string> Texts, bool AreQueries, int MaxTokens, bool KeepEnd, int Dimensions);
