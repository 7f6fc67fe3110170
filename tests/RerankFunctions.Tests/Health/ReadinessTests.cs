using System.Net;
using System.Text.Json;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Health;

[Trait("runs", "through the worker")]
public sealed class ReadinessTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_says_which_model_Cohere_refuses_while_searches_go_on_without_it()
    {
        await using var app = await EmulatedApp.StartAsync(
            azurite.TakeAccount(), new Dictionary<string, string?> { ["Cohere__RerankModel"] = "rerank-english-v2.0" });
        await app.IngestAsync(("a.md", "Feature scaling."));
        using (var answer = await app.SearchAsync(new { query = "scaling" }))
            Assert.Equal("rerank-refused", answer.RootElement.GetProperty("degraded").GetString());

        using var response = await app.Http.GetAsync("health/ready", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        using var report = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.False(report.RootElement.GetProperty("ready").GetBoolean());
        Assert.Equal(
            [
                ("Blob Storage", "ok"), ("Qdrant", "ok"), ("Cohere", "ok"), ("Cohere", "refused"),
            ],
            report.RootElement.GetProperty("dependencies").EnumerateArray()
                .Select(one => (one.GetProperty("dependency").GetString()!, one.GetProperty("state").GetString()!)));
    }

    [Fact]
    public async Task All_is_ready_where_all_serve_and_health_for_anyone_tells_nothing_of_it()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount());
        using var response = await app.Http.GetAsync("health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"ok"}""", await app.Http.GetStringAsync("health", Cancellation));
    }
}
