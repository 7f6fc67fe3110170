using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Testing;

namespace RerankFunctions.Local.Tests.Hosting;

public sealed class BlobDeletionTests(SharedAzurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_blob_is_told_of_in_Event_Grids_words()
    {
        var app = App();
        await app.UploadAsync("a/b c.md", "x");
        await using var host = await app.StartAsync();
        await host.WhenIdleAsync(Cancellation);
        await app.Documents.DeleteBlobAsync("a/b c.md", cancellationToken: Cancellation);
        await host.WhenIdleAsync(Cancellation);

        var message = Assert.Single(app.Diary.Entries);
        Assert.Equal("a/b c.md", DocumentChange.Parse(message).Document.Name);
        var json = JsonDocument.Parse(message).RootElement;
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
        var app = App();
        await app.UploadAsync("gone.md", "x");
        await app.UploadAsync("stays.md", "x");
        await using (var host = await app.StartAsync())
            await host.WhenIdleAsync(Cancellation);
        await app.Documents.DeleteBlobAsync("gone.md", cancellationToken: Cancellation);

        for (var start = 0; start < 2; start++)
        {
            await using var host = await app.StartAsync();
            await host.WhenIdleAsync(Cancellation);
            await host.WhenIdleAsync(Cancellation);
        }

        Assert.Equal("gone.md", DocumentChange.Parse(Assert.Single(app.Diary.Entries)).Document.Name);
    }

    [Fact]
    public async Task A_blob_uploaded_again_after_its_deletion_is_delivered_again()
    {
        var app = App();
        await using var host = await app.StartAsync();
        await app.UploadAsync("a.md", "x");
        await host.WhenIdleAsync(Cancellation);
        await app.Documents.DeleteBlobAsync("a.md", cancellationToken: Cancellation);
        await host.WhenIdleAsync(Cancellation);
        await app.UploadAsync("a.md", "x");
        await host.WhenIdleAsync(Cancellation);
        Assert.Equal(["Watch", "Removed", "Watch"], app.Runs.Select(run => run.Function));
    }

    private TestApp App() => new(azurite.TakeAccount(), typeof(Functions));

    public sealed class Functions(Diary diary)
    {
        [Function("Watch")]
        public static void Watch([BlobTrigger("documents/{name}", Connection = "DocumentsStorage")] BlobClient blob)
        {
        }

        [Function("Removed")]
        public Task Removed([QueueTrigger("document-deletions", Connection = "DocumentsStorage")] string message, CancellationToken stopping)
            => diary.WriteAsync(message, stopping);
    }
}
