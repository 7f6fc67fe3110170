using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Search;
using RerankFunctions.Testing;
using RerankFunctions.Tests.Http;

namespace RerankFunctions.Tests.Search;

/// <summary>What alerts and the workbook ask for.</summary>
public sealed class MetricsTests(SharedAzurite azurite)
{
    [Fact]
    public async Task A_search_and_an_ingestion_are_counted_with_what_they_cost()
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());
        var seen = new ConcurrentQueue<(string Name, double Value, string? Tag)>();
        using var listener = Listen(app, seen);

        await app.UploadAsync("a.md", "One document.");
        await app.Synchronizer.SynchronizeAsync(new DocumentId("a.md"), TestContext.Current.CancellationToken);
        app.Cohere.Faults.Fail("rerank", 500);
        await SearchAsync(app);
        app.Cohere.Faults.Clear();
        await SearchAsync(app);

        Assert.Contains((ProductMetrics.Documents, 1, "indexed"), seen);
        Assert.Contains((ProductMetrics.Searches, 1, "rerank-unavailable"), seen);
        Assert.Contains((ProductMetrics.Searches, 1, "none"), seen);
        Assert.Equal(1, seen.Where(one => one.Name == ProductMetrics.CohereSearchUnits).Sum(one => one.Value));
        Assert.True(seen.Where(one => one is { Name: ProductMetrics.CohereTokens, Tag: "document" }).Sum(one => one.Value) > 0);
        Assert.Equal(2, seen.Count(one => one is { Name: ProductMetrics.SearchDuration, Tag: "total" }));
    }

    /// <summary>The digits are those that <c>printf one | sha256sum</c> begins with.</summary>
    [Fact]
    public async Task What_a_caller_s_searches_use_and_cost_is_counted_by_the_beginning_of_their_key_s_hash()
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount(), TaggedDocuments.Settings);
        await app.UploadAsync("a.md", "One document.");
        await app.Synchronizer.SynchronizeAsync(new DocumentId("a.md"), TestContext.Current.CancellationToken);
        var seen = new ConcurrentQueue<(string Name, double Value, string? Tag)>();
        using var listener = Listen(app, seen);

        using var byHeader = JsonDocument.Parse(await SearchAsync(app, request => request.Headers["x-functions-key"] = "one"));
        using var byCode = JsonDocument.Parse(await SearchAsync(app, request => request.QueryString = request.QueryString.Add("code", "one")));
        await SearchAsync(app, _ => { });

        var usage = byHeader.RootElement.GetProperty("usage");
        var cost = byHeader.RootElement.GetProperty("cost").GetProperty("amount").GetDouble();
        foreach (var (caller, times) in (ReadOnlySpan<(string, int)>)[("7692c3ad", 2), ("none", 1)])
        {
            Assert.Equal(times, Sum(ProductMetrics.CallerSearches, caller));
            Assert.Equal(times * usage.GetProperty("embedTokens").GetInt32(), Sum(ProductMetrics.CallerTokens, caller));
            Assert.Equal(times * usage.GetProperty("searchUnits").GetInt32(), Sum(ProductMetrics.CallerSearchUnits, caller));
            Assert.Equal(times * cost, Sum(ProductMetrics.CallerCost, caller), precision: 6);
        }

        Assert.True(cost > 0);
        Assert.Equal(["7692c3ad", "none"], seen.Where(one => one.Name == ProductMetrics.CallerSearches).Select(one => one.Tag).Distinct());

        double Sum(string name, string caller) => seen.Where(one => one.Name == name && one.Tag == caller).Sum(one => one.Value);
    }

    private static async Task<string> SearchAsync(EmulatedApp app, Action<HttpRequest> prepare)
    {
        var (status, body) = await Function.CallAsync(app.Services, "GET", new MemoryStream(), request =>
        {
            request.QueryString = QueryString.Create("q", "document");
            prepare(request);
            return ActivatorUtilities.CreateInstance<SearchDocuments>(app.Services).RunAsync(request);
        });
        Assert.Equal(StatusCodes.Status200OK, status);
        return body;
    }

    private static MeterListener Listen(EmulatedApp app, ConcurrentQueue<(string Name, double Value, string? Tag)> seen)
    {
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name == ProductMetrics.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Tag(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Tag(tags))));
        listener.Start();
        return listener;
    }

    private static Task<SearchResponse> SearchAsync(EmulatedApp app) => app.Services.GetRequiredService<IDocumentSearch>().SearchAsync(
        new SearchRequest { Query = "document" }, TestContext.Current.CancellationToken);

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length == 0 ? null : tags[0].Value?.ToString();
}
