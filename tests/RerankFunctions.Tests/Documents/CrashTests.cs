using Azure;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Documents;

/// <summary>The worker is killed while it ingests, at any moment, or its host, and another takes over what was delivered to it.</summary>
[Trait("runs", "through the worker")]
public sealed class CrashTests(SharedAzurite azurite) : IAsyncLifetime
{
    private const int Kills = 12;
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
            var before = Calls;
            await _app.LookAsync();
            await AfterCallsAsync(before, _random.Next((int)runs[content].Calls + 1));
            await host.KillWorkerAsync(Cancellation);
            await LetLeaseRunOutAsync(Document);
            inProgress += await IsAsync(runs[content]) ? 0 : 1;

            // Now and then, the document changes while nobody is there to see it.
            if (_random.Next(4) == 0)
                content = await ChangeAsync(content);
            await _app.LookAsync();
            await Waiting.UntilAsync(async () => await IsAsync(runs[content]) && _temporaryFiles.GetFiles("rerankfunctions-*").Length == 0);
        }

        // What was put off comes later, after as many kills in up to an hour, and changes nothing.
        await _app.Services.GetRequiredService<IDeliveries>().UploadedAsync(new DocumentId(Document), isQueued: false, Cancellation);
        Assert.True(await IsAsync(runs[content]), $"Seed {Seed}: the index is not as after an undisturbed run.");

        // Otherwise the kills came too late or too early to show anything.
        Assert.InRange(inProgress, Kills / 2, Kills);
    }

    /// <summary>The blob trigger's message is hidden for ten minutes then: the queue's, put off before, comes sooner.</summary>
    [Fact]
    public async Task Killed_with_its_host_a_run_is_taken_over_by_the_next_host()
    {
        var runs = await RunUndisturbedAsync();
        _app.Cohere.Faults.Hang("embed");
        await using (var host = await StartHostAsync(retrySeconds: 5))
        {
            var before = _app.Cohere.Calls.Embed.Calls;
            await PutAsync(1);
            await _app.LookAsync();
            Assert.Equal("SynchronizeDocument", await host.ExpectAsync("ran", Cancellation));
            await Waiting.UntilAsync(() => _app.Cohere.Calls.Embed.Calls > before);
            await host.KillAsync(Cancellation);
        }

        _app.Cohere.Faults.Clear();
        await LetLeaseRunOutAsync(Document);
        Assert.False(await IsAsync(runs[1]));
        await using var next = await StartHostAsync();
        await Waiting.UntilAsync(() => IsAsync(runs[1]));
    }

    /// <summary>The blob trigger has nothing more to deliver then: it left the newer version to the run on the older one.</summary>
    [Fact]
    public async Task Killed_when_a_newer_version_has_come_a_run_for_the_older_one_leaves_none_of_its_points()
    {
        const int Older = 1, Newer = 3;
        var runs = await RunUndisturbedAsync();
        await using var host = await StartHostAsync();
        await PutAsync(Older);
        _app.Cohere.Faults.Delay("embed", Latency);
        _app.Qdrant.Faults.Delay("Upsert", TimeSpan.FromSeconds(1));
        await _app.LookAsync();
        await Waiting.UntilAsync(async () => (await _app.PointsAsync()).Count > 0);
        await PutAsync(Newer);
        await _app.LookAsync();
        await host.KillWorkerAsync(Cancellation);
        await LetLeaseRunOutAsync(Document);

        _app.Qdrant.Faults.Clear();
        await Waiting.UntilAsync(() => IsAsync(runs[Newer]));
        await WhenQuietAsync();
        Assert.Equal(runs[Newer].Points, [.. (await _app.PointsAsync()).Select(Described)]);
    }

    [Fact]
    public async Task A_document_that_kills_its_worker_every_time_ends_as_failed_after_three_runs_and_others_go_on_meanwhile()
    {
        const string Killer = "killer.md";
        _app.Cohere.Faults.Hang("embed", containing: "the killer");
        await using var host = await StartHostAsync();
        await _app.UploadAsync(Killer, SectionedDocument.Create("the killer"));
        await _app.LookAsync();
        for (var killed = 1; killed <= DocumentRuns.MaxKilled; killed++)
        {
            await Waiting.UntilAsync(() => EmbedCallsOf("the killer") == killed);
            await host.KillWorkerAsync(Cancellation);
            await LetLeaseRunOutAsync(Killer);
            await _app.UploadAsync($"other{killed}.md", SectionedDocument.Create($"other {killed}"));
            await _app.LookAsync();
        }

        var catalog = _app.Services.GetRequiredService<IDocumentCatalog>();
        await Waiting.UntilAsync(async () => (await catalog.ListAsync(null, 10, null, Cancellation)).Documents is var documents
            && documents.Count(document => document.State is DocumentState.Indexed) == DocumentRuns.MaxKilled
            && documents.Single(document => document.Name == Killer).State is DocumentState.Failed);
        var failed = await catalog.FindAsync(new DocumentId(Killer), Cancellation);
        Assert.Contains("3 runs on it ended with their process", failed!.Error, StringComparison.Ordinal);
        await WhenQuietAsync();
        Assert.Equal(DocumentRuns.MaxKilled, EmbedCallsOf("the killer"));
        foreach (var queue in new[] { "webjobs-blobtrigger-poison", $"{DocumentStore.ChangesQueueName}-poison" })
            Assert.False(await _app.Queue(queue).ExistsAsync(Cancellation));
    }

    private int EmbedCallsOf(string text)
        => _app.Cohere.Calls.Bodies("embed").Count(body => body.Contains(text, StringComparison.Ordinal));

    /// <summary>What twenty seconds do after a run was killed.</summary>
    private async Task LetLeaseRunOutAsync(string document)
    {
        try
        {
            await _app.Services.GetRequiredService<DocumentOutcomes>().BlobOf(new DocumentId(document))
                .GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);
        }
        catch (RequestFailedException none) when (none.Status is 404 or 409)
        {
            // The run had ended, or had not begun.
        }
    }

    private void DelayAllCalls()
    {
        _app.Cohere.Faults.Delay("embed", Latency);
        foreach (var operation in new[] { "Count", "Get", "Facet", "Upsert", "SetPayload", "Delete" })
            _app.Qdrant.Faults.Delay(operation, Latency);
    }

    /// <summary>Returns when no message is left, hidden ones included.</summary>
    private Task WhenQuietAsync() => Waiting.UntilAsync(IsQuietAsync);

    private async Task<bool> IsQuietAsync()
    {
        foreach (var name in new[] { BlobQueue, DocumentStore.ChangesQueueName })
        {
            if ((await _app.Queue(name).GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount > 0)
                return false;
        }

        return true;
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

    private async Task<HostProcess> StartHostAsync(double retrySeconds = 0.2)
    {
        var host = await HostProcess.StartAsync(
            EmulatedApp.AppFolder,
            [.. _app.Settings.Where(setting => setting.Key != "Ingestion__RetrySeconds"), new("Ingestion__RetrySeconds", $"{retrySeconds}"), .. EmulatedApp.QuickQueues.Select(setting => KeyValuePair.Create($"host:{setting.Key}", setting.Value))],
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
            await _app.UploadAsync(Document, SectionedDocument.Create($"content {content}", sections));
        else
            await _app.Documents.DeleteBlobIfExistsAsync(Document, cancellationToken: Cancellation);
    }

    /// <summary>
    /// Returns at a moment after so many calls and, at the latest, before the next but a few, or when there is nothing more to do: a run may
    /// come to fewer than the one that was counted.
    /// </summary>
    private async Task AfterCallsAsync(long before, int calls)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        await Waiting.UntilAsync(async () => Calls - before >= calls || await IsQuietAsync(), timer.Period);
        for (var ticks = _random.Next(2 * (int)Latency.TotalMilliseconds); ticks > 0; ticks--)
            await timer.WaitForNextTickAsync(Cancellation);
    }

    private async Task<bool> IsAsync((long Calls, IReadOnlyList<string> Points) run)
        => run.Points.SequenceEqual((await _app.PointsAsync()).Select(Described));

    /// <summary>All of a point that follows from the document's content.</summary>
    private static string Described(RetrievedPoint point) => string.Join('|', new[] { "chunk", "chunks", "version", "settings", "heading", "text" }
        .Select(field => point.Payload.TryGetValue(field, out var value) ? value.ToString() : "").Prepend(point.Id.Uuid));
}
