using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Documents;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>The app's own timer, which has its hour every second here.</summary>
[Trait("runs", "through the worker")]
public sealed class RepairIndexTests(SharedAzurite azurite) : IAsyncLifetime
{
    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.StartAsync(
        azurite.TakeAccount(), new Dictionary<string, string?> { [IReconciliation.ScheduleSetting] = "* * * * * *" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_timer_indexes_what_no_event_told_of_and_embeds_nothing_of_what_an_upgrade_made_outdated()
    {
        // Indexed by the version before, which cut documents otherwise.
        var settings = _app.Settings.Select(setting =>
            $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}");
        using (var before = RerankFunctionsApp.CreateBuilder([.. settings, "Chunking:MaxTokens=128"]).Build())
        {
            await _app.UploadAsync("outdated.md", SectionedDocument.Of("the outdated one"));
            await before.Services.GetRequiredService<IDocumentSynchronizer>().SynchronizeAsync(new DocumentId("outdated.md"), Cancellation);
        }

        await _app.UploadAsync("missed.md", SectionedDocument.Of("the missed one"));
        await UntilAsync(async () => (await _app.PointsAsync("missed.md")).Count > 0);
        var repaired = Repairs;
        await UntilAsync(() => Task.FromResult(Repairs > repaired + 1));

        Assert.DoesNotContain(
            _app.Cohere.Calls.Bodies("embed").Skip(1), body => body.Contains("the outdated one", StringComparison.Ordinal));
        var outdated = await _app.Http.GetFromJsonAsync<JsonElement>("documents/outdated.md", Cancellation);
        Assert.Equal(("indexed", true), (outdated.GetProperty("state").GetString(), outdated.GetProperty("outdated").GetBoolean()));
        Assert.Contains("outdated.md", await _app.FoundAsync("the outdated one"));
    }

    [Fact]
    public async Task A_removal_that_the_timer_refuses_is_told_by_health_until_somebody_forces_it()
    {
        await _app.IngestAsync(("a.md", SectionedDocument.Of("one")));
        await _app.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        await UntilAsync(async () => (await _app.Http.GetStringAsync("health", Cancellation)).Contains("refused", StringComparison.Ordinal));
        Assert.NotEmpty(await _app.PointsAsync("a.md"));
        Assert.Contains(_app.Logs, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("force=true", StringComparison.Ordinal));

        string? cursor = null;
        do
        {
            using var answer = await _app.Http.PostAsync(
                $"reconcile?force=true{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", content: null, Cancellation);
            cursor = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("cursor").GetString();
        }
        while (cursor is not null);
        await UntilAsync(async () => (await _app.PointsAsync("a.md")).Count == 0);
        await UntilAsync(async () => await _app.Http.GetStringAsync("health", Cancellation) == """{"status":"ok"}""");
    }

    private int Repairs => _app.Runs.Count(run => run.Function == nameof(RepairIndex));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
            await timer.WaitForNextTickAsync(Cancellation);
    }
}
