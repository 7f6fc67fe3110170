using System.Net;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Http;

/// <summary>So many requests of one key, to one instance. What comes to the worker is what the local host, as Azure's, passes on.</summary>
[Trait("runs", "through the worker")]
public sealed class CallerLimitTests(SharedAzurite azurite) : IAsyncLifetime
{
    /// <summary>Small enough that the next one comes no sooner than in half a minute.</summary>
    private const int PerMinute = 2;

    private EmulatedApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.StartAsync(
        azurite.TakeAccount(), new Dictionary<string, string?> { ["Api__RequestsPerMinutePerCaller"] = $"{PerMinute}" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again_and_others_are_served()
    {
        for (var asked = 0; asked < PerMinute; asked++)
            Assert.Equal(HttpStatusCode.OK, await StatusAsync("documents?code=one"));
        using var refused = await GetAsync("documents?code=one");
        await HttpApp.IsProblemAsync(refused, HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60 / PerMinute);

        // One key is one caller however it is given, and the header is what the host looks at first.
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync("fields", "one"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("documents?code=one", "another"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("documents", "another"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync("documents?code=one", "another"));
    }

    [Fact]
    public async Task Who_needs_no_key_is_not_counted()
    {
        for (var asked = 0; asked <= PerMinute; asked++)
            Assert.Equal(HttpStatusCode.OK, await StatusAsync("health"));
    }

    private async Task<HttpStatusCode> StatusAsync(string address, string? key = null)
    {
        using var response = await GetAsync(address, key);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        return await _app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
