using System.Text.Json.Serialization;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>
/// The models the emulator knows by name, with their public limits (docs.cohere.com: Cohere Embed, Cohere Rerank). Whichever
/// is asked for, the emulator's own answer, which go by their own names as well.
/// </summary>
internal sealed class CohereModels(IEmulatorModels emulator, int emulatorDimensions)
{
    private const int RerankTokens = 4096;

    private readonly string[] _rerankers =
    [
        "rerank-english-v3.0", "rerank-multilingual-v3.0", "rerank-v3.5", "rerank-v4.0-pro", "rerank-v4.0-fast",
        emulator.RerankModel,
    ];

    private readonly EmbedModel[] _embedders =
    [
        new("embed-english-v3.0", 1024, 512),
        new("embed-multilingual-v3.0", 1024, 512),
        new("embed-english-light-v3.0", 384, 512),
        new("embed-multilingual-light-v3.0", 384, 512),
        new("embed-v4.0", 1536, 128_000) { OtherDimensions = [256, 512, 1024, 1536] },
        new(emulator.EmbedModel, emulatorDimensions, 512),
    ];

    /// <summary>The embedding model of that name.</summary>
    public EmbedModel Embedder(string name)
        => Array.Find(_embedders, model => model.Name == name) ?? throw Unknown(name, _rerankers.Contains(name), "embed");

    /// <summary>Checks that there is a rerank model of that name.</summary>
    public void Reranker(string name)
    {
        if (!_rerankers.Contains(name))
            throw Unknown(name, Array.Exists(_embedders, model => model.Name == name), "rerank");
    }

    /// <summary>What the service says of a model. None of those that it knows is deprecated.</summary>
    public ModelBody Describe(string name)
    {
        if (Array.Find(_embedders, model => model.Name == name) is { } embedder)
            return new ModelBody(name, IsDeprecated: false, ["embed"], Finetuned: false, embedder.MaxTokens);
        Reranker(name);
        return new ModelBody(name, IsDeprecated: false, ["rerank"], Finetuned: false, RerankTokens);
    }

    private static CohereRefusal Unknown(string name, bool knownElsewhere, string api) => knownElsewhere
        ? CohereRefusal.BadRequest($"model '{name}' is not supported by the {api} API")
        : new CohereRefusal(
            StatusCodes.Status404NotFound,
            $"model '{name}' not found, make sure the correct model ID was used and that you have access to the model.");
}

/// <summary>The answer about a model, as far as the emulator knows it.</summary>
internal sealed record ModelBody(string Name, bool IsDeprecated, IReadOnlyList<string> Endpoints, bool Finetuned, int ContextLength);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelBody))]
internal sealed partial class ModelJson : JsonSerializerContext;

/// <param name="Name">The model's id.</param>
/// <param name="Dimensions">The length of its vectors unless the request asks for another.</param>
/// <param name="MaxTokens">The most tokens of a text that it reads.</param>
internal sealed record EmbedModel(string Name, int Dimensions, int MaxTokens)
{
    /// <summary>The lengths a request may ask for; empty if it may not.</summary>
    public IReadOnlyList<int> OtherDimensions { get; init; } = [];
}
