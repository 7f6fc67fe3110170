using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Qdrant.Client;

namespace RerankFunctions.Bench.BareApp;

/// <summary>Embed, retrieve ten, rerank, answer five: the product's three calls and nothing else.</summary>
public sealed class BareSearch(HttpClient cohere, QdrantClient qdrant)
{
    private static readonly string[] Float = ["float"];

    [Function("Search")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "search")] HttpRequest request)
    {
        var query = request.Query["q"].ToString();
        var embedded = await PostAsync("v2/embed", new
        {
            model = Environment.GetEnvironmentVariable("Cohere__EmbedModel"),
            input_type = "search_query",
            texts = new[] { query },
            embedding_types = Float,
        });
        var vector = embedded.GetProperty("embeddings").GetProperty("float")[0].EnumerateArray().Select(value => value.GetSingle()).ToArray();
        var points = await qdrant.QueryAsync("documents", query: vector, usingVector: "dense", limit: 10);
        var texts = points.Select(point => point.Payload["text"].StringValue).ToArray();
        var ranked = await PostAsync("v2/rerank", new
        {
            model = Environment.GetEnvironmentVariable("Cohere__RerankModel"),
            query,
            documents = texts,
            top_n = 5,
        });
        return Results.Json(ranked.GetProperty("results").EnumerateArray().Select(result => new
        {
            text = texts[result.GetProperty("index").GetInt32()],
            score = result.GetProperty("relevance_score").GetDouble(),
        }));
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        message.Headers.Authorization = new("Bearer", "any");
        using var answer = await cohere.SendAsync(message);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}
