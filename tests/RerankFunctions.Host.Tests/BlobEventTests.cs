using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RerankFunctions.Host.Events;
using RerankFunctions.Testing;

namespace RerankFunctions.Host.Tests;

/// <summary>Event Grid's events of blobs, to the blob trigger's own webhook and to a queue.</summary>
public sealed class BlobEventTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blob_that_comes_or_changes_runs_the_trigger_by_its_webhook_and_new_metadata_alone_does_not()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await using var events = app.Events("arrivals", BlobEventSubscription.CreatedToWebHook("Arrive", null, [app.Host.BaseAddress]));
        await app.UploadAsync("a/b c/ümlaut #1 100%.md", "1", "arrivals");
        await TellAsync(app, events);
        await app.UploadAsync("a/b c/ümlaut #1 100%.md", "2", "arrivals");
        await TellAsync(app, events);
        await SetMetadataLaterAsync(app.Container("arrivals").GetBlobClient("a/b c/ümlaut #1 100%.md"));
        await TellAsync(app, events);
        Assert.Equal(["Arrive a/b c/ümlaut #1 100%.md", "Arrive a/b c/ümlaut #1 100%.md"], app.Entries);
    }

    [Fact]
    public async Task The_same_content_uploaded_again_within_a_second_is_told_of_again()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        await using var events = app.Events("documents", BlobEventSubscription.AllToQueue(app.Storage, "changes"));
        var uploads = 0;
        // Until two have fallen into one second: a listing's times are no finer.
        await Waiting.UntilAsync(async () =>
        {
            var before = await UploadAndLookAsync();
            return before == await UploadAndLookAsync();
        });
        Assert.Equal(uploads, (await app.Queue("changes").GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount);

        async Task<DateTimeOffset> UploadAndLookAsync()
        {
            await app.UploadAsync("a.md", "x");
            uploads++;
            await events.LookAsync(Cancellation);
            return (await app.Documents.GetBlobClient("a.md").GetPropertiesAsync(cancellationToken: Cancellation)).Value.CreatedOn;
        }
    }

    [Fact]
    public async Task Without_an_event_a_blob_of_an_event_trigger_stays_where_it_is()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await app.UploadAsync("a.md", "x", "arrivals");
        await app.UploadAsync("polled.md", "x");
        await app.Diary.WhenAsync("Watch");
        await app.WhenIdleAsync();
        Assert.DoesNotContain("Arrive a.md", app.Entries);
    }

    [Fact]
    public async Task With_a_key_set_the_webhook_asks_for_it()
    {
        await using var app = await TestHost.StartAsync(azurite, options => options with { Key = "right" });
        await using (var without = app.Events("arrivals", BlobEventSubscription.CreatedToWebHook("Arrive", null, [app.Host.BaseAddress])))
            await Assert.ThrowsAsync<HttpRequestException>(() => without.LookAsync(Cancellation));
        await using var events = app.Events("arrivals", BlobEventSubscription.CreatedToWebHook("Arrive", "right", [app.Host.BaseAddress]));
        await app.UploadAsync("a.md", "x", "arrivals");
        await TellAsync(app, events);
        Assert.Equal(["Arrive a.md"], app.Entries);
    }

    [Fact]
    public async Task A_deleted_blob_is_told_of_in_Event_Grids_words()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        await using var events = app.Events("documents", BlobEventSubscription.DeletedToQueue(app.Storage, "gone"));
        await app.UploadAsync("a/b c.md", "x");
        await events.LookAsync(Cancellation);
        await app.Documents.DeleteBlobAsync("a/b c.md", cancellationToken: Cancellation);
        await events.LookAsync(Cancellation);

        var message = Assert.Single((await app.Queue("gone").ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value);
        var json = JsonDocument.Parse(message.Body.ToString()).RootElement;
        Assert.Equal(
            ["id", "topic", "subject", "eventType", "eventTime", "data", "dataVersion", "metadataVersion"],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("/blobServices/default/containers/documents/blobs/a/b c.md", json.GetProperty("subject").GetString());
        Assert.Equal("Microsoft.Storage.BlobDeleted", json.GetProperty("eventType").GetString());
        Assert.Equal("DeleteBlob", json.GetProperty("data").GetProperty("api").GetString());
        Assert.Equal(app.Documents.GetBlobClient("a/b c.md").Uri.AbsoluteUri, json.GetProperty("data").GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_blob_deleted_while_nothing_ran_is_told_of_at_the_next_start_and_only_once()
    {
        await using var app = await TestHost.PrepareAsync(azurite);
        await app.UploadAsync("gone.md", "x");
        await app.UploadAsync("stays.md", "x");
        await LookAsync(app);
        await app.Documents.DeleteBlobAsync("gone.md", cancellationToken: Cancellation);
        await LookAsync(app);
        await LookAsync(app);
        var message = Assert.Single((await app.Queue("gone").ReceiveMessagesAsync(32, cancellationToken: Cancellation)).Value);
        Assert.Contains("gone.md", message.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_whose_delivery_fails_is_sent_again_and_to_the_host_that_is_up()
    {
        await using var app = await TestHost.StartAsync(azurite);
        await app.UploadAsync("a.md", "x", "arrivals");
        var nobody = new Uri("http://127.0.0.1:1/");
        await using (var lost = app.Events("arrivals", BlobEventSubscription.CreatedToWebHook("Arrive", null, [nobody])))
            await Assert.ThrowsAsync<HttpRequestException>(() => lost.LookAsync(Cancellation));
        await using var events = app.Events("arrivals", BlobEventSubscription.CreatedToWebHook("Arrive", null, [nobody, app.Host.BaseAddress]));
        await TellAsync(app, events);
        Assert.Equal(["Arrive a.md"], app.Entries);
    }

    /// <summary>Not in the second of the upload.</summary>
    private static Task SetMetadataLaterAsync(BlobClient blob) => Waiting.UntilAsync(async () =>
    {
        await blob.SetMetadataAsync(new Dictionary<string, string> { ["lang"] = "en" }, cancellationToken: Cancellation);
        var set = (await blob.GetPropertiesAsync(cancellationToken: Cancellation)).Value;
        return set.LastModified > set.CreatedOn;
    });

    private static async Task TellAsync(TestHost app, BlobEventGrid events)
    {
        await events.LookAsync(Cancellation);
        await app.WhenIdleAsync();
    }

    private static async Task LookAsync(TestHost app)
    {
        await using var events = app.Events("documents", BlobEventSubscription.DeletedToQueue(app.Storage, "gone"));
        await events.LookAsync(Cancellation);
    }
}
