using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>The worker is killed while it ingests, at any moment, or its host, and another takes over what was delivered to it.</summary>
[Trait("runs", "through the worker")]
public sealed class CrashTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const int Kills = 30;
    private const int Seed = 20_260_101;
    private const string Document = "reports/a.md";

    /// <summary>The host's own, of the blob trigger.</summary>
    private const string BlobQueue = "azure-webjobs-blobtrigger-rerankfunctions";

    private const int Dimensions = 64;

    /// <summary>What the document may hold: several batches, of different lengths; the last is none at all.</summary>
    private static readonly int?[] Contents = [150, 290, 210, 97, null];

    /// <summary>Kills should fall into calls as well as between them.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(10);

    private readonly string _storage = azurite.TakeAccount();
    private readonly Random _random = new(Seed);
    private readonly DirectoryInfo _temporaryFiles = Directory.CreateTempSubdirectory();
    private EmulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private long Calls => _app.Cohere.Calls.Embed.Calls + _app.Qdrant.Calls.Total;

    // It has no functions: it only shares its storage and its emulators with the processes that have.
    public async ValueTask InitializeAsync() => _app = await EmulatedApp.PrepareAsync(_storage, Settings, Dimensions);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _temporaryFiles.Delete(recursive: true);
    }

    private static Dictionary<string, string?> Settings => new()
    {
        ["Cohere__EmbedModel"] = CohereEmulator.EmbedModel,
        ["Cohere__EmbedConcurrency"] = "2",
        ["Cohere__EmbedInputsPerMinute"] = "1000000",
        ["Qdrant__VectorSize"] = $"{Dimensions}",
    };

    [Fact]
    public async Task Killed_at_any_moment_the_next_worker_ends_in_exactly_the_right_points_and_nothing_is_left_behind()
    {
        var runs = await RunUndisturbedAsync();
        DelayAllCalls();
        var inProgress = 0;
        var content = Contents.Length - 1;
        await using var host = await StartHostAsync();
        for (var kill = 1; kill <= Kills; kill++)
        {
            content = await ChangeAsync(content);
            await _app.LookAsync();
            await AfterCallsAsync(_random.Next((int)runs[content].Calls + 1));
            await host.KillWorkerAsync(Cancellation);
            inProgress += await IsAsync(runs[content]) ? 0 : 1;

            // Now and then, the document changes while nobody is there to see it.
            if (_random.Next(4) == 0)
                content = await ChangeAsync(content);
            await _app.LookAsync();
            await UntilAsync(async () => await IsAsync(runs[content]) && _temporaryFiles.GetFiles("rerankfunctions-*").Length == 0);
        }

        // What looks after killed runs comes later, and changes nothing.
        await WhenQuietAsync();
        Assert.True(await IsAsync(runs[content]), $"Seed {Seed}: the index is not as after an undisturbed run.");

        // Otherwise the kills came too late or too early to show anything.
        Assert.InRange(inProgress, Kills / 2, Kills);
    }

    /// <summary>The host's message about the blob is hidden for ten minutes then: what looks after killed runs is sooner.</summary>
    [Fact]
    public async Task Killed_with_its_host_a_run_is_taken_over_by_the_next_host()
    {
        var runs = await RunUndisturbedAsync();
        DelayAllCalls();
        await using (var host = await StartHostAsync())
        {
            await PutAsync(1);
            await _app.LookAsync();
            await AfterCallsAsync((int)runs[1].Calls / 2);
            await host.KillAsync(Cancellation);
        }

        Assert.False(await IsAsync(runs[1]));
        await using var next = await StartHostAsync();
        await UntilAsync(() => IsAsync(runs[1]));
    }

    /// <summary>The blob trigger has nothing more to deliver then: the newer version is done with, and the older one is no longer there.</summary>
    [Fact]
    public async Task Killed_after_a_newer_version_was_indexed_a_run_for_the_older_one_leaves_none_of_its_points()
    {
        const int Older = 1, Newer = 3;
        var runs = await RunUndisturbedAsync();
        _app.Qdrant.Faults.Delay("Upsert", TimeSpan.FromSeconds(3), count: 2);
        await using var host = await StartHostAsync();
        await PutAsync(Older);
        await _app.LookAsync();
        await AfterCallsAsync(5);
        await PutAsync(Newer);
        await _app.LookAsync();
        await UntilAsync(() => IsAsync(runs[Newer]));
        _app.Cohere.Faults.Delay("embed", TimeSpan.FromSeconds(3));
        await UntilAsync(async () => !await IsAsync(runs[Newer]));
        await host.KillWorkerAsync(Cancellation);

        _app.Cohere.Faults.Clear();
        await WhenQuietAsync();
        Assert.Equal(runs[Newer].Points, [.. (await _app.PointsAsync()).Select(Described)]);
    }

    private void DelayAllCalls()
    {
        _app.Cohere.Faults.Delay("embed", Latency);
        foreach (var operation in new[] { "Count", "Get", "Facet", "Upsert", "SetPayload", "Delete" })
            _app.Qdrant.Faults.Delay(operation, Latency);
    }

    /// <summary>Returns when no message is left, hidden ones included.</summary>
    private Task WhenQuietAsync() => UntilAsync(async () =>
    {
        foreach (var name in new[] { BlobQueue, DocumentStore.ChangesQueueName })
        {
            if ((await _app.Queue(name).GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount > 0)
                return false;
        }

        return true;
    });

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
            await timer.WaitForNextTickAsync(Cancellation);
    }

    /// <summary>For each content, what the index holds after a run that nothing disturbs, and the calls that takes.</summary>
    private async Task<List<(long Calls, IReadOnlyList<string> Points)>> RunUndisturbedAsync()
    {
        var runs = new List<(long, IReadOnlyList<string>)>();
        for (var content = 0; content < Contents.Length; content++)
        {
            await PutAsync(content);
            var before = Calls;
            await _app.Synchronizer.SynchronizeAsync(new DocumentId(Document), Cancellation);
            runs.Add((Calls - before, [.. (await _app.PointsAsync()).Select(Described)]));
            Assert.Equal(Contents[content] ?? 0, runs[content].Item2.Count);
        }

        return runs;
    }

    private async Task<HostProcess> StartHostAsync()
    {
        var host = await HostProcess.StartAsync(
            EmulatedApp.AppFolder,
            [.. _app.Settings, .. EmulatedApp.QuickQueues.Select(setting => KeyValuePair.Create($"host:{setting.Key}", setting.Value))],
            Cancellation, _temporaryFiles.FullName);
        await _app.SubscribeAsync(host.BaseAddress);
        return host;
    }

    /// <summary>Puts another content in place of this one.</summary>
    private async Task<int> ChangeAsync(int content)
    {
        var next = (content + 1 + _random.Next(Contents.Length - 1)) % Contents.Length;
        await PutAsync(next);
        return next;
    }

    private async Task PutAsync(int content)
    {
        if (Contents[content] is { } sections)
            await _app.UploadAsync(Document, SectionedDocument.Of($"content {content}", sections));
        else
            await _app.Documents.DeleteBlobIfExistsAsync(Document, cancellationToken: Cancellation);
    }

    /// <summary>Returns at a moment after so many more calls and, at the latest, before the next but a few.</summary>
    private async Task AfterCallsAsync(int calls)
    {
        var until = Calls + calls;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (Calls < until)
            await timer.WaitForNextTickAsync(Cancellation);
        for (var ticks = _random.Next(2 * (int)Latency.TotalMilliseconds); ticks > 0; ticks--)
            await timer.WaitForNextTickAsync(Cancellation);
    }

    private async Task<bool> IsAsync((long Calls, IReadOnlyList<string> Points) run)
        => run.Points.SequenceEqual((await _app.PointsAsync()).Select(Described));

    /// <summary>All of a point that follows from the document's content.</summary>
    private static string Described(RetrievedPoint point) => string.Join('|', new[] { "chunk", "chunks", "version", "settings", "heading", "text" }
        .Select(field => point.Payload.TryGetValue(field, out var value) ? value.ToString() : "").Prepend(point.Id.Uuid));
}
