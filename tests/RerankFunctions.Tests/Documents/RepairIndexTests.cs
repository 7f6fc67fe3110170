using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>The app's own timer, which has its hour every second here.</summary>
[Trait("runs", "through the worker")]
public sealed class RepairIndexTests(SharedAzurite azurite)
{
    private static readonly Dictionary<string, string?> EverySecond = new() { [IReconciliation.ScheduleSetting] = "* * * * * *" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_timer_indexes_what_no_event_told_of_and_embeds_nothing_of_what_an_upgrade_made_outdated()
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount(), EverySecond);

        // Indexed by the version before, which cut documents otherwise.
        var settings = app.Settings.Select(setting =>
            $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}");
        using (var before = RerankFunctionsApp.CreateBuilder([.. settings, "Chunking:MaxTokens=128"]).Build())
        {
            await app.UploadAsync("outdated.md", SectionedDocument.Create("the outdated one"));
            await before.Services.GetRequiredService<IDocumentSynchronizer>().SynchronizeAsync(new DocumentId("outdated.md"), Cancellation);
        }

        await using var host = await HostProcess.StartAsync(
            EmulatedApp.AppFolder,
            [.. app.Settings, .. EmulatedApp.QuickQueues.Select(setting => KeyValuePair.Create($"host:{setting.Key}", setting.Value))],
            Cancellation);
        foreach (var missed in new[] { "missed.md", "missed later.md" })
        {
            await app.UploadAsync(missed, SectionedDocument.Create(missed));
            await Waiting.UntilAsync(async () => (await app.PointsAsync(missed)).Count > 0);
        }

        Assert.Single(app.Cohere.Calls.Bodies("embed"), body => body.Contains("the outdated one", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = host.BaseAddress };
        var outdated = await http.GetFromJsonAsync<JsonElement>("api/documents/outdated.md", Cancellation);
        Assert.Equal(("indexed", true), (outdated.GetProperty("state").GetString(), outdated.GetProperty("outdated").GetBoolean()));
        var answer = await http.GetStringAsync("api/search?q=the+outdated+one", Cancellation);
        Assert.Contains("outdated.md", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_that_the_timer_refuses_is_told_by_health_until_somebody_forces_it()
    {
        await using var app = await EmulatedApp.StartAsync(azurite.TakeAccount(), EverySecond);
        await app.IngestAsync(("a.md", SectionedDocument.Create("one")));
        await app.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        await Waiting.UntilAsync(async () => (await app.Http.GetStringAsync("health", Cancellation)).Contains("refused", StringComparison.Ordinal));
        Assert.NotEmpty(await app.PointsAsync("a.md"));
        Assert.Contains(app.Logs, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("force=true", StringComparison.Ordinal));

        string? cursor = null;
        do
        {
            using var answer = await app.Http.PostAsync(
                $"reconcile?force=true{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", content: null, Cancellation);
            cursor = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("cursor").GetString();
        }
        while (cursor is not null);
        await Waiting.UntilAsync(async () => (await app.PointsAsync("a.md")).Count == 0);
        await Waiting.UntilAsync(async () => await app.Http.GetStringAsync("health", Cancellation) == """{"status":"ok"}""");
    }
}
