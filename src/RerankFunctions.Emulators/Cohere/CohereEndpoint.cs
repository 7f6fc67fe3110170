namespace RerankFunctions.Emulators.Cohere;

/// <summary>What both operations share: count the call, serve a fault if one waits, check the key, answer or refuse.</summary>
internal sealed class CohereEndpoint(
    CohereEmulatorOptions options, CohereFaults faults, CohereCalls calls, CancellationToken stopping)
{
    private readonly CohereKeys _keys = new(options.ApiKey);
    private readonly CohereModels _models = new(options.Models, options.Dimensions);
    private readonly InputRate _rate = new(options.EmbedInputsPerMinute, options.TimeProvider);

    public Task EmbedAsync(HttpContext context)
        => AnswerAsync(context, CohereOperation.Embed, options.Models.EmbedModel, async (body, cancellation) =>
    {
        var request = EmbedRequest.Parse(body, _models);
        if (request.Dimensions < options.Models.LeastDimensions)
            throw CohereRefusal.BadRequest(
                $"this emulator's {options.Models.EmbedModel} gives vectors of {options.Models.LeastDimensions} dimensions or more");
        _rate.Take(request.Texts.Count);
        var vectors = await options.Models.EmbedAsync(
            new TextsToEmbed(request.Texts, request.AreQueries, request.Model.MaxTokens, request.KeepEnd, request.Dimensions), cancellation);
        var tokens = request.Tokens;
        calls.Answered(CohereOperation.Embed, request.Texts.Count, tokens, request.InputType);
        return EmbedAnswer.Write(request, vectors, tokens);
    });

    public Task RerankAsync(HttpContext context)
        => AnswerAsync(context, CohereOperation.Rerank, options.Models.RerankModel, async (body, cancellation) =>
    {
        var request = RerankRequest.Parse(body, _models);
        var scores = await options.Models.ScoreAsync(request.Query, request.Documents, request.MaxTokensPerDocument, cancellation);
        var (json, tokens) = RerankAnswer.WriteAnswer(request, scores);
        calls.Answered(CohereOperation.Rerank, request.Documents.Count, tokens, inputType: null);
        return json;
    });

    /// <summary>GET /v1/models/{model}: https://docs.cohere.com/reference/get-model. It is not counted, and has no faults.</summary>
    public async Task ModelAsync(HttpContext context)
    {
        try
        {
            _keys.Check(context.Request);
            var name = Uri.UnescapeDataString((string)context.Request.RouteValues["model"]!);
            await CohereAnswer.WriteAsync(context, _models.Describe(name), ModelJson.Default.ModelBody);
        }
        catch (CohereRefusal refusal)
        {
            await CohereAnswer.WriteErrorAsync(context, refusal.Status, refusal.Message);
        }
    }

    private async Task AnswerAsync(
        HttpContext context, string operation, string model, Func<byte[], CancellationToken, Task<ReadOnlyMemory<byte>>> answer)
    {
        try
        {
            var body = await ReadAsync(context.Request, context.RequestAborted);
            calls.Received(operation, body);
            if (await FailAsync(context, operation, body))
                return;

            _keys.Check(context.Request);
            if (!context.Request.HasJsonContentType())
                throw CohereRefusal.BadRequest($"the content type must be {CohereAnswer.JsonType}");
            var json = await answer(body, context.RequestAborted);
            context.Response.Headers[CohereAnswer.ModelHeader] = model;
            await CohereAnswer.WriteAsync(context, json);
        }
        catch (CohereRefusal refusal)
        {
            await CohereAnswer.WriteErrorAsync(context, refusal.Status, refusal.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private async Task<bool> FailAsync(HttpContext context, string operation, byte[] body)
    {
        if (faults.Take(operation, body) is not { } fault)
            return false;
        calls.Failed(operation);
        return await CohereFaultServer.ServeAsync(context, fault, options.TimeProvider, stopping);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }
}
