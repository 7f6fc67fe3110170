using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Limits;

/// <summary>Three instances on one storage and one Cohere account, whose limit is on.</summary>
[Trait("runs", "through the worker")]
public sealed class BulkLoadTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const int Instances = 3;
    private const string Embed = "search_document";

    private CohereEmulator _cohere = null!;
    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private long Embedded => _cohere.Calls.Embed.InputsByType.GetValueOrDefault(Embed);

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _cohere.DisposeAsync();
    }

    /// <summary>
    /// A minute of 600, of which ingestion has 240: two parts of 120, a call in each. All documents are 1,152 inputs, which leave nothing of it.
    /// </summary>
    [Fact]
    public async Task Once_ingestion_has_used_up_its_share_searches_have_the_rest_of_the_minute()
    {
        await PrepareAsync(inputsPerMinute: 600);
        var instances = Enumerable.Range(0, Instances).Select(_ => Compose()).ToList();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var load = new List<Task>();
        for (var document = 0; document < 4 * Instances; document++)
        {
            await _app.UploadAsync($"{document}.md", SectionedDocument.Create($"Document {document}", 96));
            load.Add(instances[document % Instances].Services.GetRequiredService<IDocumentSynchronizer>()
                .SynchronizeAsync(new DocumentId($"{document}.md"), leave.Token));
        }

        await Waiting.UntilAsync(() => Embedded >= 2 * 96);
        for (var search = 0; search < 100; search++)
            await instances[search % Instances].Services.GetRequiredService<IDocumentSearch>()
                .SearchAsync(new SearchRequest { Query = $"Document {search}" }, Cancellation);

        await leave.CancelAsync();
        await Task.WhenAll(load).ContinueWith(_ => { }, TaskScheduler.Default);
        instances.ForEach(instance => instance.Dispose());
    }

    /// <summary>
    /// <c>LOAD_MINUTES=3</c>: at Cohere's 2,000 inputs a minute and the share that is the default, with a search each second.
    /// </summary>
    [Fact]
    public async Task Searches_at_one_a_second_all_succeed_during_a_bulk_load_on_three_hosts()
    {
        var minutes = Environment.GetEnvironmentVariable("LOAD_MINUTES");
        await PrepareAsync(inputsPerMinute: 2_000);
        Assert.SkipWhen(string.IsNullOrEmpty(minutes), "LOAD_MINUTES does not say how many minutes the load lasts.");
        await using var hosts = await Hosts.StartAsync(_app, Instances);
        await _app.UploadAsync("known.md", "A known document.");
        await _app.LookAsync();
        await Waiting.UntilAsync(async () => (await _app.PointsAsync("known.md")).Count == 1);

        for (var document = 0; document < 40; document++)
            await _app.UploadAsync($"{document}.md", SectionedDocument.Create($"Document {document}", 500));
        await _app.LookAsync();
        var before = Embedded;
        var searches = (int)(60 * double.Parse(minutes!, CultureInfo.InvariantCulture));
        using var http = new HttpClient();
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var search = 0; search < searches && await second.WaitForNextTickAsync(Cancellation); search++)
        {
            using var answer = await http.PostAsJsonAsync(
                new Uri(hosts.Addresses[search % Instances], "api/search"), new { query = "a known document" }, Cancellation);
            Assert.True(answer.IsSuccessStatusCode, $"search {search}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
        }

        TestContext.Current.SendDiagnosticMessage($"{searches} searches, {Embedded - before} texts embedded meanwhile");
        // The load did use up its share of each minute.
        Assert.InRange(Embedded - before, 800 * searches / 60 / 2, 800 * ((searches / 60) + 2));
    }

    private async Task PrepareAsync(int inputsPerMinute)
    {
        _cohere = await CohereEmulator.StartAsync(
            new CohereEmulatorOptions { Models = new LexicalModels(), EmbedInputsPerMinute = inputsPerMinute }, Cancellation);
        _app = await EmulatedApp.PrepareAsync(
            azurite.TakeAccount(),
            new Dictionary<string, string?>
            {
                ["Cohere__Endpoint"] = _cohere.Endpoint.ToString(),
                ["Cohere__EmbedInputsPerMinute"] = $"{inputsPerMinute}",
            });
    }

    private IHost Compose() => RerankFunctionsApp.CreateBuilder(
        [.. _app.Settings.Select(setting => $"{setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)}={setting.Value}")])
        .Build();
}
