using System.Net;
using System.Text.Json;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Http;

/// <summary>One app for tests of what its HTTP answers are like. Each has documents of its own, which nothing indexes before a test waits.</summary>
public sealed class HttpApp(SharedAzurite azurite) : IAsyncLifetime
{
    public const string Collection = "HTTP";

    public const int MaxUploadBytes = 100_000;

    public EmulatedApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await EmulatedApp.StartAsync(
        azurite.TakeAccount(), new Dictionary<string, string?> { ["Api__MaxUploadBytes"] = $"{MaxUploadBytes}" });

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <param name="headers">Of the request or its content.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string address, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                content!.Headers.TryAddWithoutValidation(name, value);
        }

        return await App.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <returns>What it says.</returns>
    public static async Task<string> IsProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        var problem = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{response.StatusCode} {problem}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(problem);
        Assert.Equal($"urn:rerankfunctions:problem:{type}", json.RootElement.GetProperty("type").GetString());
        return problem;
    }
}

[CollectionDefinition(HttpApp.Collection)]
public sealed class HttpAppCollection : ICollectionFixture<HttpApp>;
