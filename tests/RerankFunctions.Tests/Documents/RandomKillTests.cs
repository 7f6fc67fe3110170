using System.Globalization;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>
/// Two hosts on one account; workers and hosts are killed at random moments. A few times here, and as often as <c>RERANK_KILLS</c> says by
/// command: <c>RERANK_KILLS=50 dotnet run --project tests/RerankFunctions.Tests -- --filter-class '*RandomKillTests'</c>.
/// </summary>
[Trait("runs", "through the worker")]
public sealed class RandomKillTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const int BatchSize = 96;

    private static readonly int Seed = Number("RERANK_SEED") ?? 20_261_127;

    private static readonly int Kills = Number("RERANK_KILLS") ?? 2;

    private readonly Random _random = new(Seed);
    private readonly Dictionary<string, (string Content, int Sections)> _container = [];
    private readonly List<HostProcess> _hosts = [];
    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A message that a killed host was working on is hidden for ten minutes: the repair, whose hour comes every five seconds here, is sooner.
        _app = await EmulatedApp.PrepareAsync(azurite.TakeAccount(), new Dictionary<string, string?>
        {
            [IReconciliation.ScheduleSetting] = "*/5 * * * * *",
            ["Cohere__EmbedConcurrency"] = "1",
            ["Cohere__EmbedInputsPerMinute"] = "1000000",
            ["Ingestion__RetrySeconds"] = "1",
        });
        _hosts.AddRange(await Task.WhenAll(StartHostAsync(), StartHostAsync()));
        await SubscribeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Killed_at_random_moments_two_hosts_leave_the_index_as_the_container_is_nothing_poisoned_and_no_more_than_a_batch_embedded_twice()
    {
        _app.Cohere.Faults.Delay("embed", TimeSpan.FromMilliseconds(100));
        for (var kill = 0; kill < Kills; kill++)
        {
            var (embedded, calls) = (_app.Cohere.Calls.Embed.Inputs, _app.Cohere.Calls.Embed.Calls);
            var added = await UploadAsync($"content {kill}") + await UploadAsync($"other content {kill}");
            await DeleteOneAsync();
            await _app.LookAsync();
            var moment = calls + 1 + _random.Next(3);
            await Waiting.UntilAsync(() => _app.Cohere.Calls.Embed.Calls >= moment);
            await KillAsync(kill);
            await Waiting.UntilAsync(IsAsTheContainerAsync);

            // Each of the two documents may have lost the batch that was under way.
            Assert.True(
                _app.Cohere.Calls.Embed.Inputs - embedded <= added + (2 * BatchSize),
                $"Seed {Seed}, kill {kill}: {_app.Cohere.Calls.Embed.Inputs - embedded} embedded for {added} passages.");
        }

        foreach (var queue in new[] { "webjobs-blobtrigger-poison", $"{DocumentStore.ChangesQueueName}-poison" })
            Assert.False(await _app.Queue(queue).ExistsAsync(Cancellation), $"Seed {Seed}: {queue}");
    }

    /// <returns>How many passages there are to embed at most.</returns>
    private async Task<int> UploadAsync(string content)
    {
        var (name, sections) = ($"{_random.Next(5)}.md", 200 + _random.Next(200));
        await _app.UploadAsync(name, SectionedDocument.Create(content, sections));
        _container[name] = (content, sections);
        return sections;
    }

    private async Task DeleteOneAsync()
    {
        if (_container.Count < 4)
            return;
        var name = _container.Keys.Order(StringComparer.Ordinal).ElementAt(_random.Next(_container.Count));
        await _app.Documents.DeleteBlobAsync(name, cancellationToken: Cancellation);
        _container.Remove(name);
    }

    /// <summary>By turns a worker and a host, the one of the two by chance.</summary>
    private async Task KillAsync(int kill)
    {
        var victim = _random.Next(2);
        if (kill % 2 == 0)
        {
            await _hosts[victim].KillWorkerAsync(Cancellation);
            return;
        }

        await _hosts[victim].KillAsync(Cancellation);
        await _hosts[victim].DisposeAsync();
        _hosts[victim] = await StartHostAsync();
        await SubscribeAsync();
    }

    private async Task<bool> IsAsTheContainerAsync()
    {
        var points = (await _app.PointsAsync()).ToLookup(point => point.Payload["document"].StringValue);
        return points.Count == _container.Count && _container.All(document =>
            points[document.Key].All(point => point.Payload.ContainsKey("chunks"))
            && points[document.Key].Select(point => point.Payload["text"].StringValue)
                .SequenceEqual(SectionedDocument.Texts(document.Value.Content, document.Value.Sections)));
    }

    private Task<HostProcess> StartHostAsync() => HostProcess.StartAsync(
        EmulatedApp.AppFolder,
        [.. _app.Settings, .. EmulatedApp.QuickQueues.Select(setting => KeyValuePair.Create($"host:{setting.Key}", setting.Value))], Cancellation);

    private Task SubscribeAsync() => _app.SubscribeAsync([.. _hosts.Select(host => host.BaseAddress)]);

    private static int? Number(string variable)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
