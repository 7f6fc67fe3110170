using System.Text.Json.Serialization;

namespace RerankFunctions.Pipeline.Cohere;

// The bodies of POST /v2/embed, POST /v2/rerank and others, as https://docs.cohere.com/reference describes them.

internal sealed record EmbedRequest(
    string Model, string InputType, IReadOnlyList<string> Texts, IReadOnlyList<string> EmbeddingTypes, string Truncate,
    int Priority);

internal sealed record EmbedResponse(EmbedResponse.Vectors? Embeddings, CohereMeta? Meta)
{
    internal sealed record Vectors(float[][]? Float);
}

internal sealed record RerankRequest(string Model, string Query, IReadOnlyList<string> Documents, int TopN, int Priority);

internal sealed record RerankResponse(IReadOnlyList<RerankResponse.Result>? Results, CohereMeta? Meta)
{
    internal sealed record Result(int Index, double RelevanceScore);
}

internal sealed record CohereMeta(CohereMeta.Units? BilledUnits)
{
    // Numbers, not integers, by the API's own description.
    internal sealed record Units(double? InputTokens, double? SearchUnits);
}

/// <summary>The answer of GET /v1/models/{model} (https://docs.cohere.com/reference/get-model), as far as it is of use.</summary>
internal sealed record ModelResponse(bool? IsDeprecated, IReadOnlyList<string>? Endpoints);

internal sealed record CohereError(string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EmbedRequest))]
[JsonSerializable(typeof(EmbedResponse))]
[JsonSerializable(typeof(RerankRequest))]
[JsonSerializable(typeof(RerankResponse))]
[JsonSerializable(typeof(ModelResponse))]
[JsonSerializable(typeof(CohereError))]
internal sealed partial class CohereJson : JsonSerializerContext;
