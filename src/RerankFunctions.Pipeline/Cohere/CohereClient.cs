using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>
/// Cohere's embed and rerank calls, each with the patience of what it is made for (<see cref="CohereCallPurpose"/>), retries included.
/// </summary>
internal sealed class CohereClient(IHttpClientFactory http, IOptions<CohereOptions> options)
{
    /// <summary>The most texts in one embed call (https://docs.cohere.com/reference/embed).</summary>
    public const int MaxTextsPerCall = 96;

    public const string Name = "Cohere";

    private readonly CohereOptions _options = options.Value;

    /// <summary>Embeds up to <see cref="MaxTextsPerCall"/> texts; one vector each, in their order, and the input tokens billed.</summary>
    /// <param name="truncate">What Cohere does with a text longer than the model reads: END, or NONE, which refuses the call.</param>
    /// <exception cref="DependencyException">Cohere failed for longer than the purpose has patience, or refused.</exception>
    public async Task<(float[][] Vectors, long Tokens)> EmbedAsync(
        CohereCallPurpose purpose, string inputType, IReadOnlyList<string> texts, string truncate, CancellationToken cancellationToken)
    {
        var model = purpose is CohereCallPurpose.Query ? _options.ModelOfQueries : _options.EmbedModel;
        var response = await PostAsync(
            purpose, "v2/embed", new EmbedRequest(model, inputType, texts, ["float"], truncate, Priority(purpose)),
            CohereJson.Default.EmbedRequest, CohereJson.Default.EmbedResponse, cancellationToken);

        return response.Embeddings?.Float is { } vectors && vectors.Length == texts.Count
            ? (vectors, (long)(response.Meta?.BilledUnits?.InputTokens ?? 0))
            : throw BadResponse($"Cohere's embed answer does not hold {texts.Count} float vectors.");
    }

    /// <summary>
    /// Orders documents by how well they answer the query; the best <paramref name="topN"/>, best first, each by its place among those sent
    /// with its relevance from 0 to 1, and the search units billed.
    /// </summary>
    /// <exception cref="DependencyException">Cohere failed, one more try included, or refused. The time limit is the caller's.</exception>
    public async Task<(IReadOnlyList<(int Index, double Score)> Ranking, long SearchUnits)> RerankAsync(
        string query, IReadOnlyList<string> documents, int topN, CancellationToken cancellationToken)
    {
        var response = await PostAsync(
            CohereCallPurpose.Rerank, "v2/rerank",
            new RerankRequest(_options.RerankModel, query, documents, topN, Priority(CohereCallPurpose.Rerank)),
            CohereJson.Default.RerankRequest, CohereJson.Default.RerankResponse, cancellationToken);

        if (response.Results is not { } results
            || results.Count > documents.Count
            || results.Any(result => result.Index < 0 || result.Index >= documents.Count)
            || results.DistinctBy(result => result.Index).Count() != results.Count)
            throw BadResponse("Cohere's rerank answer does not rank the documents that were sent.");

        return ([.. results.Select(result => (result.Index, result.RelevanceScore))], (long)(response.Meta?.BilledUnits?.SearchUnits ?? 0));
    }

    /// <summary>What Cohere knows of a model. It costs nothing.</summary>
    /// <exception cref="DependencyException">Cohere failed for longer than a waiting user's patience, or has no such model for our key.</exception>
    public Task<ModelResponse> FindModelAsync(string model, CancellationToken cancellationToken)
        => CallAsync(
            CohereCallPurpose.Query, "v1/models", (client, token) => client.GetAsync($"v1/models/{Uri.EscapeDataString(model)}", token),
            CohereJson.Default.ModelResponse, cancellationToken);

    private async Task<TResponse> PostAsync<TRequest, TResponse>(
        CohereCallPurpose purpose, string path, TRequest body, JsonTypeInfo<TRequest> requestJson, JsonTypeInfo<TResponse> responseJson,
        CancellationToken cancellationToken)
    {
        // Written to memory first: a body of known length can be sent again by the retries, and goes out unchunked.
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, requestJson));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await CallAsync(purpose, path, (client, token) => client.PostAsync(path, content, token), responseJson, cancellationToken);
    }

    private async Task<TResponse> CallAsync<TResponse>(
        CohereCallPurpose purpose, string path, Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> call,
        JsonTypeInfo<TResponse> responseJson, CancellationToken cancellationToken)
    {
        try
        {
            using var client = http.CreateClient(CohereRegistration.HttpClientName(purpose));
            using var response = await call(client, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw await CohereFailure.ReadAsync(response, cancellationToken);
            return await response.Content.ReadFromJsonAsync(responseJson, cancellationToken)
                ?? throw BadResponse("Cohere answered with an empty body.");
        }
        catch (JsonException malformed)
        {
            throw BadResponse("Cohere's answer is not the JSON it should be.", malformed);
        }
        catch (TimeoutRejectedException late)
        {
            throw new DependencyException(Name, DependencyFailure.TimedOut, $"Cohere did not answer {path} in time.", inner: late);
        }
        catch (BrokenCircuitException broken)
        {
            throw new DependencyException(
                Name, DependencyFailure.Unavailable, $"Cohere's {path} kept failing and is left alone for a moment.", inner: broken);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException)
        {
            throw new DependencyException(
                Name, DependencyFailure.Unavailable, $"Cohere could not be reached at {_options.Endpoint}: {unreachable.Message}",
                inner: unreachable);
        }
    }

    /// <summary>What Cohere should answer first when it has much to do: 0 before 999.</summary>
    private static int Priority(CohereCallPurpose purpose) => purpose is CohereCallPurpose.Ingestion ? 500 : 0;

    private static DependencyException BadResponse(string message, Exception? inner = null)
        => new(Name, DependencyFailure.BadResponse, message, inner: inner);
}
