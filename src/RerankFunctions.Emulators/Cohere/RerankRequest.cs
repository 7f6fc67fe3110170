namespace RerankFunctions.Emulators.Cohere;

/// <summary>A request to rerank that has passed every check of the service.</summary>
internal sealed record RerankRequest(string Query, IReadOnlyList<string> Documents, int TopN, int MaxTokensPerDocument)
{
    private const int MaxDocuments = 10_000;
    private const int DefaultTokensPerDocument = 4096;

    public static RerankRequest Parse(ReadOnlyMemory<byte> body, CohereModels models)
    {
        var fields = RequestFields.Parse(
            body, CohereOperation.Rerank, "model", "query", "documents", "top_n", "max_tokens_per_doc", "priority");
        models.Reranker(fields.Text("model") ?? throw EmbedRequest.MissingModel());

        var query = fields.Text("query");
        if (string.IsNullOrWhiteSpace(query))
            throw CohereRefusal.BadRequest("query must not be empty or be only whitespace");

        var documents = fields.Texts("documents") ?? [];
        if (documents.Length == 0)
            throw CohereRefusal.BadRequest("list of documents must not be empty");
        if (documents.Length > MaxDocuments)
        {
            throw CohereRefusal.BadRequest(
                $"number of total max chunks (number of documents * max chunks per doc) must be less than {MaxDocuments}");
        }

        if (Array.FindIndex(documents, string.IsNullOrWhiteSpace) is >= 0 and var empty)
            throw CohereRefusal.BadRequest($"document at index {empty} cannot be empty");

        var topN = fields.Integer("top_n") ?? documents.Length;
        if (topN < 1)
            throw CohereRefusal.BadRequest($"return_top_n is invalid, value must be between 1 and {documents.Length}");

        var maxTokens = fields.Integer("max_tokens_per_doc") ?? DefaultTokensPerDocument;
        if (maxTokens < 1)
            throw CohereRefusal.BadRequest("max_tokens_per_doc must be at least 1.");

        fields.CheckPriority();
        return new(query, documents, Math.Min(topN, documents.Length), maxTokens);
    }
}
