using System.Text.Json.Serialization;

namespace RerankFunctions.Pipeline.Cohere;

// The bodies of POST /v2/embed and POST /v2/rerank, as https://docs.cohere.com/reference describes them.

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

internal sealed record CohereError(string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EmbedRequest))]
[JsonSerializable(typeof(EmbedResponse))]
[JsonSerializable(typeof(RerankRequest))]
[JsonSerializable(typeof(RerankResponse))]
[JsonSerializable(typeof(CohereError))]
internal sealed partial class CohereJson : JsonSerializerContext;
