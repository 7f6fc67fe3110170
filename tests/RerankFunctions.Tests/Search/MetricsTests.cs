using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Search;

/// <summary>What alerts and the workbook ask for.</summary>
public sealed class MetricsTests(SharedAzurite azurite)
{
    [Fact]
    public async Task A_search_and_an_ingestion_are_counted_with_what_they_cost()
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<(string Name, double Value, string? Tag)>();
        using var listener = new MeterListener
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

    private static Task<SearchResponse> SearchAsync(EmulatedApp app) => app.Services.GetRequiredService<IDocumentSearch>().SearchAsync(
        new SearchRequest { Query = "document" }, TestContext.Current.CancellationToken);

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length == 0 ? null : tags[0].Value?.ToString();
}
