using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>
/// Cohere's embed and rerank calls. Each is made within the patience of what it serves (<see cref="CoherePatience"/>), retries included.
/// </summary>
public sealed class CohereClient(IHttpClientFactory http, EmbedInputLimiter limiter, IOptions<CohereOptions> options)
{
    /// <summary>The most texts in one embed call (https://docs.cohere.com/reference/embed).</summary>
    public const int MaxTextsPerCall = 96;

    internal const string Name = "Cohere";

    private readonly CohereOptions _options = options.Value;

    /// <summary>Embeds up to <see cref="MaxTextsPerCall"/> passages; one vector each, in their order.</summary>
    /// <exception cref="DependencyException">Cohere failed for longer than ingestion's patience, or refused.</exception>
    public async Task<Embeddings> EmbedDocumentsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        await limiter.WaitAsync(texts.Count, cancellationToken);
        return await EmbedAsync(CoherePatience.Documents, "search_document", texts, cancellationToken);
    }

    /// <summary>Embeds a query; one vector.</summary>
    /// <exception cref="DependencyException">Cohere failed for longer than a waiting user's patience, or refused.</exception>
    public Task<Embeddings> EmbedQueryAsync(string query, CancellationToken cancellationToken)
        => EmbedAsync(CoherePatience.Query, "search_query", [query], cancellationToken);

    /// <summary>Orders documents by how well they answer the query; the best <paramref name="topN"/>, best first.</summary>
    /// <exception cref="DependencyException">Cohere failed for longer than a waiting user's patience, or refused.</exception>
    public async Task<Ranking> RerankAsync(string query, IReadOnlyList<string> documents, int topN, CancellationToken cancellationToken)
    {
        var response = await PostAsync(
            CoherePatience.Rerank, "v2/rerank", new RerankRequest(_options.RerankModel, query, documents, topN),
            CohereJson.Default.RerankRequest, CohereJson.Default.RerankResponse, cancellationToken);

        if (response.Results is not { } results
            || results.Count > documents.Count
            || results.Any(result => result.Index < 0 || result.Index >= documents.Count)
            || results.DistinctBy(result => result.Index).Count() != results.Count)
            throw BadResponse("Cohere's rerank answer does not rank the documents that were sent.");

        return new Ranking(
            [.. results.Select(result => new RankedDocument(result.Index, result.RelevanceScore))],
            (int)(response.Meta?.BilledUnits?.SearchUnits ?? 0));
    }

    private async Task<Embeddings> EmbedAsync(
        CoherePatience patience, string inputType, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var response = await PostAsync(
            patience, "v2/embed", new EmbedRequest(_options.EmbedModel, inputType, texts, ["float"], "END"),
            CohereJson.Default.EmbedRequest, CohereJson.Default.EmbedResponse, cancellationToken);

        return response.Embeddings?.Float is { } vectors && vectors.Length == texts.Count
            ? new Embeddings(vectors, (int)(response.Meta?.BilledUnits?.InputTokens ?? 0))
            : throw BadResponse($"Cohere's embed answer does not hold {texts.Count} float vectors.");
    }

    private async Task<TResponse> PostAsync<TRequest, TResponse>(
        CoherePatience patience, string path, TRequest body, JsonTypeInfo<TRequest> requestJson, JsonTypeInfo<TResponse> responseJson,
        CancellationToken cancellationToken)
    {
        try
        {
            using var client = http.CreateClient(patience.ToString());
            // Written to memory first: a body of known length can be sent again by the retries, and goes out unchunked.
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, requestJson));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await client.PostAsync(path, content, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw await CohereFailure.OfAsync(response, cancellationToken);
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
                Name, DependencyFailure.Unavailable, $"Cohere could not be reached at {_options.Endpoint}: {unreachable.Message}", inner: unreachable);
        }
    }

    private static DependencyException BadResponse(string message, Exception? inner = null)
        => new(Name, DependencyFailure.BadResponse, message, inner: inner);
}

/// <param name="Vectors">One a text, in the order of the texts.</param>
/// <param name="Tokens">Input tokens billed.</param>
public sealed record Embeddings(float[][] Vectors, int Tokens);

/// <param name="Documents">Best first.</param>
/// <param name="SearchUnits">Search units billed: one is a query with up to 100 documents.</param>
public sealed record Ranking(IReadOnlyList<RankedDocument> Documents, int SearchUnits);

/// <param name="Index">Its place among the documents that were sent, from 0.</param>
/// <param name="Score">Relevance from 0 to 1, comparable within one query.</param>
public sealed record RankedDocument(int Index, double Score);
