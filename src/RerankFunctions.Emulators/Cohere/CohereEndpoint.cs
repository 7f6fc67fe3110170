namespace RerankFunctions.Emulators.Cohere;

/// <summary>What both operations share: count the call, serve a fault if one waits, check the key, answer or refuse.</summary>
internal sealed class CohereEndpoint(
    CohereEmulatorOptions options, CohereFaults faults, CohereCalls calls, CancellationToken stopping)
{
    private readonly CohereKeys _keys = new(options.ApiKey);
    private readonly CohereModels _models = new(options.Dimensions);
    private readonly InputRate _rate = new(options.EmbedInputsPerMinute, options.TimeProvider);

    public Task EmbedAsync(HttpContext context) => AnswerAsync(context, CohereOperation.Embed, CohereEmulator.EmbedModel, body =>
    {
        var request = EmbedRequest.Parse(body, _models);
        _rate.Take(request.Texts.Count);
        var (json, tokens) = EmbedAnswer.To(request);
        calls.Answered(CohereOperation.Embed, request.Texts.Count, tokens, request.InputType);
        return json;
    });

    public Task RerankAsync(HttpContext context) => AnswerAsync(context, CohereOperation.Rerank, CohereEmulator.RerankModel, body =>
    {
        var request = RerankRequest.Parse(body, _models);
        var (json, tokens) = RerankAnswer.To(request);
        calls.Answered(CohereOperation.Rerank, request.Documents.Count, tokens, inputType: null);
        return json;
    });

    private async Task AnswerAsync(
        HttpContext context, string operation, string model, Func<byte[], ReadOnlyMemory<byte>> answer)
    {
        try
        {
            var body = await ReadAsync(context.Request, context.RequestAborted);
            calls.Received(operation, body);
            if (await FailAsync(context, operation))
                return;

            _keys.Check(context.Request);
            if (!context.Request.HasJsonContentType())
                throw CohereRefusal.BadRequest($"the content type must be {CohereAnswer.JsonType}");
            var json = answer(body);
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

    private async Task<bool> FailAsync(HttpContext context, string operation)
    {
        if (faults.Take(operation) is not { } fault)
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
