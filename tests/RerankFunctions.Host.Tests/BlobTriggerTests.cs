using System.Text.Json;
using RerankFunctions.Testing;

namespace RerankFunctions.Host.Tests;

/// <summary>Blob triggers that poll, by Microsoft's own listeners.</summary>
public sealed class BlobTriggerTests(SharedAzurite azurite)
{
    private const string PoisonQueue = "webjobs-blobtrigger-poison";
    private const string HostId = "rerankfunctions-host-testapp";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_and_changed_blobs_are_delivered_and_unchanged_ones_are_not_after_a_restart_either()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await app.UploadAsync("one.md", "1");
        await app.UploadAsync("a/b c/ümlaut #1 100%.md", "2");
        await app.WhenIdleAsync();
        await app.UploadAsync("one.md", "1 again");
        await app.WhenIdleAsync();
        await app.StopAsync();
        await app.UploadAsync("three.md", "3");
        await app.StartAsync();
        await app.WhenIdleAsync();

        Assert.Equal(
            ["Watch a/b c/ümlaut #1 100%.md a/b c/ümlaut #1 100%.md 2", "Watch one.md one.md 1", "Watch one.md one.md 1 again", "Watch three.md three.md 3"],
            app.Entries.Order(StringComparer.Ordinal));
        Assert.Equal(4, app.Runs.Count(run => run.Trigger.StartsWith("documents/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_in_the_path_is_the_whole_of_the_blobs_name()
    {
        string[] names = ["a/b/c.md", "a//b.md", "quote'd {x}.md", "with space & ümlaut #1 100%.md"];
        await using var app = await TestHost.StartAsync(azurite);
        foreach (var name in names)
            await app.UploadAsync(name, "x");
        await app.WhenIdleAsync();
        Assert.Equal(names.Select(name => $"Watch {name} {name} x").Order(StringComparer.Ordinal), app.Entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_blob_overwritten_before_its_message_is_read_is_delivered_in_its_new_state_only()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        var resume = new TaskCompletionSource();
        app.Diary.OnEntry = entry => entry.StartsWith("Watch", StringComparison.Ordinal) ? resume.Task : Task.CompletedTask;
        await app.StartAsync(options => options with
        {
            HostSettings = new Dictionary<string, string?> { ["extensions:blobs:maxDegreeOfParallelism"] = "1" },
        });
        await app.UploadAsync("a.md", "blocks");
        await app.Diary.WhenAsync("Watch a.md");
        await app.UploadAsync("b.md", "old");
        await WhenQueuedAsync(app, 2);
        await app.UploadAsync("b.md", "new");
        await WhenQueuedAsync(app, 3);
        resume.SetResult();
        await app.WhenIdleAsync();
        Assert.Equal(["Watch a.md a.md blocks", "Watch b.md b.md new"], app.Entries);
    }

    [Fact]
    public async Task A_blob_uploaded_again_after_its_deletion_is_delivered_again()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await app.UploadAsync("a.md", "x");
        await app.WhenIdleAsync();
        await app.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        await app.UploadAsync("a.md", "x");
        await app.WhenIdleAsync();
        Assert.Equal(["Watch a.md a.md x", "Watch a.md a.md x"], app.Entries);
    }

    [Fact]
    public async Task A_pattern_in_the_path_chooses_blobs_and_names_their_parts()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await app.UploadAsync("today/a.md", "content", "notes");
        await app.UploadAsync("today/a.txt", "x", "notes");
        await app.UploadAsync("a.md", "x", "notes");
        await app.WhenIdleAsync();
        Assert.Equal(["WatchNotes today a content"], app.Entries);
    }

    [Fact]
    public async Task A_failing_blob_is_tried_five_times_lies_in_the_poison_queue_as_the_host_puts_it_and_is_delivered_again_once_it_changes()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        app.Diary.OnEntry = entry => entry.EndsWith("broken", StringComparison.Ordinal) ? throw new InvalidOperationException() : Task.CompletedTask;
        await app.StartAsync();
        await app.UploadAsync("a.md", "broken");
        await app.UploadAsync("good.md", "fine");
        await app.WhenIdleAsync();
        Assert.Equal(5, app.Entries.Count(entry => entry == "Watch a.md a.md broken"));
        Assert.Equal(1, app.Entries.Count(entry => entry == "Watch good.md good.md fine"));
        Assert.Equal(5, app.Runs.Count(run => run is { Trigger: "documents/a.md", Succeeded: false }));

        var tag = (await app.Documents.GetBlobClient("a.md").GetPropertiesAsync(cancellationToken: Cancellation)).Value.ETag.ToString("H");
        var poison = (await app.Queue(PoisonQueue).ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value;
        Assert.Equal(
            $$"""{"Type":"BlobTrigger","FunctionId":"Host.Functions.Watch","BlobType":"BlockBlob","ContainerName":"documents","BlobName":"a.md","ETag":{{JsonSerializer.Serialize(tag)}}}""",
            JsonSerializer.Serialize(JsonDocument.Parse(Assert.Single(poison).Body.ToString()).RootElement));

        await app.UploadAsync("a.md", "repaired");
        await app.WhenIdleAsync();
        Assert.Equal("Watch a.md a.md repaired", app.Entries.Last());
    }

    [Fact]
    public async Task A_receipt_says_which_state_of_a_blob_was_delivered_to_which_function()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await app.UploadAsync("a/b.md", "1");
        await app.WhenIdleAsync();
        var tag = (await app.Documents.GetBlobClient("a/b.md").GetPropertiesAsync(cancellationToken: Cancellation)).Value.ETag.ToString("H");
        Assert.True(await app.Container("azure-webjobs-hosts")
            .GetBlobClient($"blobreceipts/{HostId}/Host.Functions.Watch/{tag}/documents/a/b.md").ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task What_was_being_worked_on_when_the_host_stopped_is_delivered_again()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        app.Diary.OnEntry = entry => entry.StartsWith("Watch", StringComparison.Ordinal) ? Task.Delay(Timeout.Infinite, Cancellation) : Task.CompletedTask;
        await app.StartAsync();
        await app.UploadAsync("a.md", "x");
        await app.Diary.WhenAsync("Watch");
        await app.StopAsync();
        app.Diary.OnEntry = _ => Task.CompletedTask;
        await app.StartAsync();
        await app.WhenIdleAsync();
        Assert.Equal(["Watch a.md a.md x", "Watch a.md a.md x"], app.Entries);
        Assert.True(app.Runs.Last(run => run.Function == "Watch").Succeeded);
    }

    private static async Task WhenQueuedAsync(TestHost app, int messages)
    {
        var queue = app.Queue($"azure-webjobs-blobtrigger-{HostId}");
        await Waiting.UntilAsync(async () => await queue.ExistsAsync(Cancellation)
            && (await queue.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount >= messages);
    }
}
