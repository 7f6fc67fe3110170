using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>The Cohere API and the models used of it.</summary>
internal sealed class CohereOptions : IValidatableObject
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

    /// <summary>
    /// Embeds queries while searches read a collection (Qdrant__SearchCollection) that another model than <see cref="EmbedModel"/> made; empty
    /// for that one.
    /// </summary>
    public string QueryEmbedModel { get; set; } = "";

    internal string ModelOfQueries => string.IsNullOrEmpty(QueryEmbedModel) ? EmbedModel : QueryEmbedModel;

    [Required(ErrorMessage = "Set Cohere__RerankModel to a rerank model, such as rerank-english-v3.0.")]
    public string RerankModel { get; set; } = "rerank-english-v3.0";

    /// <summary>Embed calls under way at once while a document is ingested.</summary>
    [Range(1, 16, ErrorMessage = "Set Cohere__EmbedConcurrency to a number from {1} to {2}.")]
    public int EmbedConcurrency { get; set; } = 4;

    /// <summary>
    /// Texts that the account may embed a minute, queries and documents together: 2,000 on a production key
    /// (https://docs.cohere.com/docs/rate-limits).
    /// </summary>
    [Range(CohereClient.MaxTextsPerCall, 10_000_000, ErrorMessage = "Set Cohere__EmbedInputsPerMinute to a number from {1} to {2}.")]
    public int EmbedInputsPerMinute { get; set; } = 2_000;

    /// <summary>Percent of them that ingestion takes at most, on all instances together. The rest is left to queries.</summary>
    [Range(1, 100, ErrorMessage = "Set Cohere__IngestionPercent to a number from {1} to {2}.")]
    public int IngestionPercent { get; set; } = 40;

    /// <summary>Texts that ingestion embeds a minute, on all instances together.</summary>
    internal int IngestionInputsPerMinute => (int)((long)EmbedInputsPerMinute * IngestionPercent / 100);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IngestionInputsPerMinute < CohereClient.MaxTextsPerCall)
            yield return new ValidationResult(
                $"Set Cohere__EmbedInputsPerMinute and Cohere__IngestionPercent so that ingestion may embed {CohereClient.MaxTextsPerCall} texts "
                + "a minute, which is one call.");
    }
}
