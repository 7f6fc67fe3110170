using System.Net;
using System.Net.Http.Headers;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Cohere;

/// <summary>GET /v1/models/{model}, as https://docs.cohere.com/reference/get-model describes it.</summary>
public sealed class CohereModelTests : IAsyncLifetime
{
    private CohereEmulator _cohere = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cohere = await CohereEmulator.StartAsync(new CohereEmulatorOptions(), Cancellation);

    public ValueTask DisposeAsync() => _cohere.DisposeAsync();

    [Theory]
    [InlineData("embed-english-v3.0", "embed", 512)]
    [InlineData("rerank-v3.5", "rerank", 4096)]
    [InlineData("emulator%2Flexical-embed", "embed", 512)]
    public async Task A_model_says_what_it_does(string model, string endpoint, int length)
    {
        var (status, body) = await GetAsync(model, "any");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            $$"""{"name":"{{Uri.UnescapeDataString(model)}}","is_deprecated":false,"endpoints":["{{endpoint}}"],"finetuned":false,"context_length":{{length}}}""", body);
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_not_found_by_name()
    {
        var (status, body) = await GetAsync("rerank-english-v2.0", "any");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("model 'rerank-english-v2.0' not found", body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_without_a_key() => Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("rerank-v3.5", key: null)).Status);

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string model, string? key)
    {
        using var http = new HttpClient { BaseAddress = _cohere.Endpoint };
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.GetAsync($"v1/models/{model}", Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
