using System.Collections.Concurrent;
using System.Net.Http.Json;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>Two hosts on one account and one index, as two instances are in Azure; one loses its worker, the other dies.</summary>
[Trait("runs", "through the worker")]
public sealed class TwoHostsTests(SharedAzurite azurite)
{
    private const int Documents = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_worker_and_a_killed_host_lose_no_document_and_no_search_but_those_in_flight()
    {
        // Without functions of its own: it shares its storage and its emulators with the hosts.
        // A message that the killed host was working on is hidden for ten minutes: the repair, whose hour comes every five seconds here, is sooner.
        await using var app = await EmulatedApp.PrepareAsync(
            azurite.TakeAccount(), new Dictionary<string, string?> { [IReconciliation.ScheduleSetting] = "*/5 * * * * *" });
        await using var first = await StartHostAsync(app);
        await using var second = await StartHostAsync(app);
        await app.SubscribeAsync(first.BaseAddress, second.BaseAddress);
        await app.UploadAsync("known.md", "A known document.");
        await app.LookAsync();
        await Waiting.UntilAsync(async () => (await app.PointsAsync("known.md")).Count == 1);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var searches = new Searches();
        var callers = new[] { searches.RunAsync(first.BaseAddress, ended.Token), searches.RunAsync(second.BaseAddress, ended.Token) };

        app.Cohere.Faults.Delay("embed", TimeSpan.FromMilliseconds(50));
        for (var document = 0; document < Documents; document++)
            await app.UploadAsync($"{document}.md", SectionedDocument.Create($"Document {document}", 100));
        await app.LookAsync();

        await Waiting.UntilAsync(async () => (await app.PointsAsync()).Count > 100);
        await searches.DisturbAsync(async () =>
        {
            await first.KillWorkerAsync(Cancellation);
            await Waiting.UntilAsync(() => first.Workers.Count == 2);
        });
        await Waiting.UntilAsync(async () => (await app.PointsAsync()).Count > 500);
        searches.Leave(second.BaseAddress);
        await second.KillAsync(Cancellation);

        await Waiting.UntilAsync(async () => (await app.PointsAsync()).Count(point => point.Payload.ContainsKey("chunks")) == 1 + (Documents * 100));
        await ended.CancelAsync();
        await Task.WhenAll(callers);

        Assert.Empty(searches.Failed);
        Assert.InRange(searches.Answered, 20, int.MaxValue);
        await foreach (var queue in app.QueuesAsync())
            Assert.False(queue.EndsWith("-poison", StringComparison.Ordinal), queue);
    }

    /// <summary>What a killed host has fetched is hidden for ten minutes: so it fetches no more than it works on.</summary>
    private static Task<HostProcess> StartHostAsync(EmulatedApp app) => HostProcess.StartAsync(
        EmulatedApp.AppFolder,
        [
            .. app.Settings, .. EmulatedApp.QuickQueues.Select(setting => KeyValuePair.Create($"host:{setting.Key}", setting.Value)),
            KeyValuePair.Create("host:extensions:queues:newBatchThreshold", (string?)"0"),
        ],
        Cancellation);

    /// <summary>One search after another at each host.</summary>
    private sealed class Searches
    {
        private readonly ConcurrentDictionary<Uri, bool> _left = new();
        private int _answered;
        private int _disturbances;
        private volatile bool _disturbed;

        public ConcurrentQueue<string> Failed { get; } = new();

        public int Answered => _answered;

        /// <summary>A search that is in flight during this, or begun before the host has noticed, may fail.</summary>
        public async Task DisturbAsync(Func<Task> what)
        {
            _disturbed = true;
            Interlocked.Increment(ref _disturbances);
            await what();
            _disturbed = false;
        }

        /// <summary>From now on nothing is asked of this host, as a load balancer would have it; what it was answering may fail.</summary>
        public void Leave(Uri host) => _left[host] = true;

        public async Task RunAsync(Uri host, CancellationToken ended)
        {
            using var http = new HttpClient { BaseAddress = host };
            while (!ended.IsCancellationRequested && !_left.ContainsKey(host))
            {
                var (disturbed, before) = (_disturbed, _disturbances);
                try
                {
                    using var answer = await http.PostAsJsonAsync("api/search", new { query = "a known document" }, Cancellation);
                    answer.EnsureSuccessStatusCode();
                    Interlocked.Increment(ref _answered);
                }
                catch (HttpRequestException failure)
                {
                    if (!disturbed && before == _disturbances && !_left.ContainsKey(host))
                        Failed.Enqueue(failure.Message);
                }
            }
        }
    }
}
