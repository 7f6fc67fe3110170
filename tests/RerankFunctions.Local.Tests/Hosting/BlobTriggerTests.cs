using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Local.Hosting;
using RerankFunctions.Local.Hosting.Blobs;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Hosting;

public sealed class BlobTriggerTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_and_changed_blobs_are_delivered_and_unchanged_ones_are_not()
    {
        var app = App();
        await using var host = await app.StartAsync();
        await app.UploadAsync("one.md", "1");
        await host.WhenIdleAsync(Cancellation);
        await app.UploadAsync("two.md", "2");
        await host.WhenIdleAsync(Cancellation);
        await host.WhenIdleAsync(Cancellation);
        await app.UploadAsync("one.md", "1 again");
        await host.WhenIdleAsync(Cancellation);

        Assert.Equal(["one.md one.md 1", "two.md two.md 2", "one.md one.md 1 again"], app.Diary.Entries);
        Assert.Equal("one.md two.md one.md", string.Join(' ', app.Runs.Select(run => run.Trigger)));
    }

    [Theory]
    [InlineData("a/b/c.md")]
    [InlineData("with space & ümlaut #1 100%.md")]
    [InlineData("a//b.md")]
    [InlineData("quote'd {x}.md")]
    public async Task A_name_in_the_path_is_the_whole_of_the_blobs_name(string name)
    {
        var app = App();
        await using (var host = await app.StartAsync())
        {
            await app.UploadAsync(name, "x");
            await host.WhenIdleAsync(Cancellation);
        }

        await using (var again = await app.StartAsync())
            await again.WhenIdleAsync(Cancellation);
        Assert.Equal([$"{name} {name} x"], app.Diary.Entries);
    }

    [Fact]
    public async Task A_pattern_in_the_path_chooses_blobs_and_names_their_parts()
    {
        var app = new TestApp(azurite.TakeAccount(), typeof(OnlyMarkdown));
        await using var host = await app.StartAsync();
        await app.UploadAsync("notes/a.md", "content");
        await app.UploadAsync("notes/a.txt", "x");
        await app.UploadAsync("a.md", "x");
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["notes a content"], app.Diary.Entries);
    }

    [Fact]
    public async Task A_failing_blob_is_tried_five_times_and_then_lies_in_the_poison_queue_as_the_host_puts_it()
    {
        var app = App();
        app.Diary.OnEntry = (entry, _) => entry.StartsWith("bad", StringComparison.Ordinal)
            ? throw new InvalidOperationException("Cannot read it.")
            : Task.CompletedTask;
        await using var host = await app.StartAsync();
        await app.UploadAsync("bad.md", "x");
        await app.UploadAsync("good.md", "x");
        await host.WhenIdleAsync(Cancellation);

        Assert.Equal(5, app.Diary.Entries.Count(entry => entry.StartsWith("bad", StringComparison.Ordinal)));
        Assert.Equal(1, app.Diary.Entries.Count(entry => entry.StartsWith("good", StringComparison.Ordinal)));
        Assert.Equal(
            ["1 WillRetry", "2 WillRetry", "3 WillRetry", "4 WillRetry", "5 Failed"],
            app.Runs.Where(run => run.Trigger == "bad.md").Select(run => $"{run.Attempt} {run.Outcome}"));

        var tag = (await app.Documents.GetBlobClient("bad.md").GetPropertiesAsync(cancellationToken: Cancellation)).Value.ETag.ToString("H");
        var poison = (await app.Queue(BlobTriggerMessage.PoisonQueueName).ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value;
        Assert.Equal(
            $$"""{"Type":"BlobTrigger","FunctionId":"Host.Functions.Watch","BlobType":"BlockBlob","ContainerName":"documents","BlobName":"bad.md","ETag":{{JsonSerializer.Serialize(tag)}}}""",
            Assert.Single(poison).Body.ToString());
    }

    [Fact]
    public async Task A_poisoned_blob_is_delivered_again_once_it_changes()
    {
        var app = App();
        app.Diary.OnEntry = (entry, _) => entry.EndsWith("broken", StringComparison.Ordinal) ? throw new InvalidOperationException() : Task.CompletedTask;
        await using var host = await app.StartAsync();
        await app.UploadAsync("a.md", "broken");
        await host.WhenIdleAsync(Cancellation);
        await app.UploadAsync("a.md", "repaired");
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal("a.md a.md repaired", app.Diary.Entries.Last());
        Assert.Equal(FunctionOutcome.Succeeded, app.Runs.Last().Outcome);
    }

    [Fact]
    public async Task After_a_restart_only_what_changed_meanwhile_is_delivered()
    {
        var app = App();
        await app.UploadAsync("same.md", "1");
        await app.UploadAsync("other.md", "1");
        await using (var host = await app.StartAsync())
            await host.WhenIdleAsync(Cancellation);
        app.Diary.Entries.Clear();
        await app.UploadAsync("other.md", "2");
        await using (var host = await app.StartAsync())
            await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["other.md other.md 2"], app.Diary.Entries);
    }

    [Fact]
    public async Task What_was_being_worked_on_when_the_host_stopped_is_delivered_again()
    {
        var app = App();
        var started = new TaskCompletionSource();
        app.Diary.OnEntry = (_, stopping) =>
        {
            started.TrySetResult();
            return Task.Delay(Timeout.Infinite, stopping);
        };
        await app.UploadAsync("a.md", "x");
        await using (var host = await app.StartAsync())
            await started.Task.WaitAsync(Cancellation);

        app.Diary.OnEntry = (_, _) => Task.CompletedTask;
        await using (var host = await app.StartAsync())
            await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["a.md a.md x", "a.md a.md x"], app.Diary.Entries);
        Assert.Equal(FunctionOutcome.Succeeded, Assert.Single(app.Runs).Outcome);
    }

    [Fact]
    public async Task A_blob_overwritten_before_its_message_is_read_is_delivered_in_its_new_state_only()
    {
        var app = App();
        var (started, resume) = (new TaskCompletionSource(), new TaskCompletionSource());
        app.Diary.OnEntry = (entry, _) =>
        {
            started.TrySetResult();
            return resume.Task;
        };
        await using var host = await app.StartAsync(options => options with { HostJson = new HostJson { BlobParallelism = 1 } });
        await app.UploadAsync("a.md", "blocks");
        await host.ScanAsync(Cancellation);
        await started.Task.WaitAsync(Cancellation);
        await app.UploadAsync("b.md", "old");
        await host.ScanAsync(Cancellation);
        await app.UploadAsync("b.md", "new");
        await host.ScanAsync(Cancellation);
        resume.SetResult();
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["a.md a.md blocks", "b.md b.md new"], app.Diary.Entries);
    }

    [Fact]
    public async Task No_more_functions_run_at_once_than_host_json_allows()
    {
        var app = App();
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        app.Diary.OnEntry = async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == 3)
                full.TrySetResult();
            await full.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
            Interlocked.Decrement(ref running);
        };
        for (var i = 0; i < 9; i++)
            await app.UploadAsync($"{i}.md", "x");
        await using var host = await app.StartAsync(options => options with { HostJson = new HostJson { BlobParallelism = 3 } });
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal(9, app.Diary.Entries.Count);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_receipt_is_named_and_kept_as_the_hosts_are_and_only_for_the_last_state_sent()
    {
        var app = App();
        await using var host = await app.StartAsync();
        await app.UploadAsync("a/b.md", "1");
        await host.WhenIdleAsync(Cancellation);
        await app.UploadAsync("a/b.md", "2");
        await host.WhenIdleAsync(Cancellation);

        var tag = (await app.Documents.GetBlobClient("a/b.md").GetPropertiesAsync(cancellationToken: Cancellation)).Value.ETag.ToString("H");
        var receipts = await app.HostBlobs.GetBlobsAsync(cancellationToken: Cancellation).Select(blob => blob.Name).ToListAsync(Cancellation);
        Assert.Equal([$"blobreceipts/rerankfunctions-local/Host.Functions.Watch/{tag}/documents/a/b.md"], receipts);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private TestApp App() => new(azurite.TakeAccount(), typeof(Watcher));

    public sealed class Watcher(Diary diary)
    {
        [Function("Watch")]
        public async Task Run(
            [BlobTrigger("documents/{name}", Connection = "DocumentsStorage")] BlobClient blob, string name, CancellationToken stopping)
        {
            var content = await blob.DownloadContentAsync(stopping);
            await diary.WriteAsync($"{blob.Name} {name} {content.Value.Content}", stopping);
        }
    }

    public sealed class OnlyMarkdown(Diary diary)
    {
        [Function("WatchMarkdown")]
        public async Task Run(
            [BlobTrigger("documents/{folder}/{name}.md", Connection = "DocumentsStorage")] Stream content, string folder, string name)
        {
            using var reader = new StreamReader(content);
            await diary.WriteAsync($"{folder} {name} {await reader.ReadToEndAsync()}", Cancellation);
        }
    }
}
