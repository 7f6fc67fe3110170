using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>The Cohere API and the models used of it.</summary>
internal sealed class CohereOptions
{
    public const string Section = "Cohere";

    [Required(ErrorMessage = "Set Cohere__ApiKey to a key from https://dashboard.cohere.com/api-keys.")]
    public string ApiKey { get; set; } = "";

    /// <summary>Where the API is: <c>/v2/embed</c> and <c>/v2/rerank</c> below it.</summary>
    [Required(ErrorMessage = "Set Cohere__Endpoint to an absolute http(s) address, or leave it out for https://api.cohere.com.")]
    [Url(ErrorMessage = "Set Cohere__Endpoint to an absolute http(s) address, or leave it out for https://api.cohere.com.")]
    public string Endpoint { get; set; } = "https://api.cohere.com";

    /// <summary>Changing it needs another collection: vectors of different models do not compare.</summary>
    [Required(ErrorMessage = "Set Cohere__EmbedModel to an embed model, such as embed-english-v3.0.")]
    public string EmbedModel { get; set; } = "embed-english-v3.0";

    [Required(ErrorMessage = "Set Cohere__RerankModel to a rerank model, such as rerank-english-v3.0.")]
    public string RerankModel { get; set; } = "rerank-english-v3.0";

    /// <summary>Embed calls under way at once while a document is ingested.</summary>
    [Range(1, 16, ErrorMessage = "Set Cohere__EmbedConcurrency to a number from {1} to {2}.")]
    public int EmbedConcurrency { get; set; } = 4;

    /// <summary>
    /// Texts that ingestion embeds a minute at most: Cohere's limit, 2,000 on a production key (https://docs.cohere.com/docs/rate-limits).
    /// </summary>
    [Range(CohereClient.MaxTextsPerCall, 10_000_000, ErrorMessage = "Set Cohere__EmbedInputsPerMinute to a number from {1} to {2}.")]
    public int EmbedInputsPerMinute { get; set; } = 2_000;
}
