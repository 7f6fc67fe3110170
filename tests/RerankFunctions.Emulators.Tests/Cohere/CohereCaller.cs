using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Cohere;

/// <summary>An emulator of its own for each test, and a plain HTTP client to talk to it.</summary>
public abstract class CohereCaller : IAsyncLifetime
{
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected CohereEmulator Emulator { get; private set; } = null!;

    protected HttpClient Http { get; } = new();

    protected virtual CohereEmulatorOptions Options => new() { Models = new LexicalModels() };

    public async ValueTask InitializeAsync()
    {
        Emulator = await CohereEmulator.StartAsync(Options, Cancelled);
        Http.BaseAddress = Emulator.Endpoint;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any-key");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<CohereReply> SendAsync(HttpMethod method, string path, string? json, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, type);
        using var response = await Http.SendAsync(request, Cancelled);
        var body = await response.Content.ReadAsStringAsync(Cancelled);
        var model = response.Headers.TryGetValues("x-emulator-model", out var models) ? models.Single() : null;
        return new CohereReply(response.StatusCode, body, model, response.Headers.RetryAfter?.Delta);
    }

    protected Task<CohereReply> EmbedAsync(string json) => SendAsync(HttpMethod.Post, "/v2/embed", json);

    protected Task<CohereReply> RerankAsync(string json) => SendAsync(HttpMethod.Post, "/v2/rerank", json);

    protected static string EmbedJson(
        string[] texts, string model = "embed-english-v3.0", string inputType = "search_document", string more = "")
        => $$"""{"model":"{{model}}","input_type":"{{inputType}}","texts":{{JsonSerializer.Serialize(texts)}}{{more}}}""";

    protected static string RerankJson(
        string query, string[] documents, string model = "rerank-english-v3.0", string more = "")
        => $$"""
        {"model":"{{model}}","query":{{JsonSerializer.Serialize(query)}},"documents":{{JsonSerializer.Serialize(documents)}}{{more}}}
        """;
}

/// <summary>What came back from the emulator.</summary>
public sealed record CohereReply(HttpStatusCode Status, string Body, string? Model, TimeSpan? RetryAfter)
{
    public JsonElement Json { get; } = Body.StartsWith('{') && Body.EndsWith('}') ? JsonElement.Parse(Body) : default;

    public string? Message => Json.GetProperty("message").GetString();

    public float[][] Vectors
        => [.. Json.GetProperty("embeddings").GetProperty("float").EnumerateArray()
            .Select(vector => vector.EnumerateArray().Select(value => value.GetSingle()).ToArray())];

    public (int Index, double Score)[] Results
        => [.. Json.GetProperty("results").EnumerateArray()
            .Select(result => (result.GetProperty("index").GetInt32(), result.GetProperty("relevance_score").GetDouble()))];
}
