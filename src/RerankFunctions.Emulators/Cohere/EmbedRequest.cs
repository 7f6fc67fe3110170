using RerankFunctions.Emulators.Lexical;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>A request to embed that has passed every check of the service.</summary>
internal sealed record EmbedRequest(
    IReadOnlyList<string> Texts, EmbedModel Model, int Dimensions, string InputType, IReadOnlyList<string> Types, bool KeepEnd)
{
    private const int MaxTexts = 96;
    private const string TruncateNone = "NONE", TruncateStart = "START", TruncateEnd = "END";

    private const string SearchQuery = "search_query";

    private static readonly string[] InputTypes = ["search_document", SearchQuery, "classification", "clustering"];
    private static readonly string[] EmbeddingTypes = ["float", "int8", "uint8", "binary", "ubinary", "base64"];

    public bool AreQueries => InputType == SearchQuery;

    /// <summary>Estimated tokens that are read of the texts, and so billed.</summary>
    public int Tokens => Texts.Sum(text => Math.Min(TokenCount.CountTokens(text), Model.MaxTokens));

    public static EmbedRequest Parse(ReadOnlyMemory<byte> body, CohereModels models)
    {
        var fields = RequestFields.Parse(
            body, CohereOperation.Embed, "model", "input_type", "texts", "embedding_types", "output_dimension", "truncate",
            "max_tokens", "priority", "images", "inputs");
        var model = models.Embedder(fields.Text("model") ?? throw MissingModel());
        if (fields.Has("images") || fields.Has("inputs") || fields.Text("input_type") == "image")
            throw CohereRefusal.BadRequest("this emulator embeds texts only, not images or inputs");

        var inputType = fields.Text("input_type");
        if (inputType is null || !InputTypes.Contains(inputType))
            throw CohereRefusal.BadRequest("valid input_type must be provided with the provided model");

        var texts = fields.Texts("texts") ?? [];
        if (texts.Length == 0)
            throw CohereRefusal.BadRequest("at least one of texts, images or inputs must be provided");
        if (texts.Length > MaxTexts)
            throw CohereRefusal.BadRequest($"total number of texts must be at most {MaxTexts} - received {texts.Length}");

        var types = fields.Texts("embedding_types") is { Length: > 0 } asked ? asked : ["float"];
        if (Array.Find(types, type => !EmbeddingTypes.Contains(type)) is { } unknown)
            throw CohereRefusal.BadRequest($"'{unknown}' is not a valid embedding type, use {string.Join(", ", EmbeddingTypes)}");

        fields.CheckPriority();
        if (fields.Integer("max_tokens") is { } maxTokens)
        {
            if (maxTokens < 1)
                throw CohereRefusal.BadRequest("max_tokens must be at least 1.");
            model = model with { MaxTokens = Math.Min(maxTokens, model.MaxTokens) };
        }

        var truncate = Truncation(fields, texts, model);
        return new(texts, model, OutputDimension(fields, model), inputType, [.. types.Distinct()], truncate == TruncateStart);
    }

    private static string Truncation(RequestFields fields, string[] texts, EmbedModel model)
    {
        var truncate = fields.Text("truncate") ?? TruncateEnd;
        if (truncate is not (TruncateNone or TruncateStart or TruncateEnd))
            throw CohereRefusal.BadRequest($"truncate must be one of {TruncateNone}, {TruncateStart} or {TruncateEnd}.");
        if (truncate != TruncateNone)
            return truncate;

        foreach (var text in texts)
        {
            if (TokenCount.CountTokens(text) is var tokens && tokens > model.MaxTokens)
            {
                throw new CohereRefusal(
                    StatusCodes.Status400BadRequest,
                    $"too many tokens: total number of tokens in a text cannot exceed {model.MaxTokens} - received {tokens}. "
                    + "Try using a shorter text, or enabling truncation.");
            }
        }

        return truncate;
    }

    // Both wordings as the live service gave them in n24q02m/crg#905 and #907: a v3 model takes its own length and no other.
    private static int OutputDimension(RequestFields fields, EmbedModel model)
    {
        var asked = fields.Integer("output_dimension") ?? model.Dimensions;
        if (asked == model.Dimensions || model.OtherDimensions.Contains(asked))
            return asked;
        throw new CohereRefusal(
            StatusCodes.Status400BadRequest,
            model.OtherDimensions.Count == 0
                ? "output_dimension is not supported for this model"
                : $"{asked} is not a valid output_dimension value for this model, "
                  + $"[{string.Join(' ', model.OtherDimensions)}] is supported");
    }

    internal static CohereRefusal MissingModel()
        => new(StatusCodes.Status400BadRequest, "a model parameter is required for this endpoint.");
}
