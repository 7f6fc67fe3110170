using System.Net;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace RerankFunctions.Tests.Http;

/// <summary>What the storage account does not allow for the state of a document is told as that, and not as a fault of the account.</summary>
[Trait("runs", "through the worker")]
[Collection(HttpApp.Collection)]
public sealed class StorageRefusalTests(HttpApp http)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_with_snapshots_is_deleted_with_them()
    {
        var blob = await UploadAsync("refused/snapshots.md");
        await blob.CreateSnapshotAsync(cancellationToken: Cancellation);
        using var deleted = await http.SendAsync(HttpMethod.Delete, "documents/refused/snapshots.md");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await http.App.Documents.GetBlobsAsync(
            new GetBlobsOptions { States = BlobStates.Snapshots, Prefix = "refused/snapshots" }, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_leased_document_is_a_conflict_that_says_so_and_stays()
    {
        var blob = await UploadAsync("refused/leased.md");
        await blob.GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, cancellationToken: Cancellation);
        using var deleted = await http.SendAsync(HttpMethod.Delete, "documents/refused/leased.md");
        Assert.Contains("lease", await HttpApp.IsProblemAsync(deleted, HttpStatusCode.Conflict, "document-leased"), StringComparison.Ordinal);
        using var put = await http.SendAsync(HttpMethod.Put, "documents/refused/leased.md", new StringContent("Other text."));
        await HttpApp.IsProblemAsync(put, HttpStatusCode.Conflict, "document-leased");
        using var patched = await http.SendAsync(HttpMethod.Patch, "metadata/refused/leased.md", Json("""{"lang":"en"}"""));
        await HttpApp.IsProblemAsync(patched, HttpStatusCode.Conflict, "document-leased");
        Assert.True(await blob.ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task An_archived_document_is_a_conflict_that_names_the_tier_and_can_be_deleted()
    {
        var blob = await UploadAsync("refused/archived.md");
        await blob.SetAccessTierAsync(AccessTier.Archive, cancellationToken: Cancellation);
        using var got = await http.SendAsync(HttpMethod.Get, "content/refused/archived.md");
        Assert.Contains("archive tier", await HttpApp.IsProblemAsync(got, HttpStatusCode.Conflict, "document-archived"), StringComparison.Ordinal);
        using var put = await http.SendAsync(HttpMethod.Put, "documents/refused/archived.md", new StringContent("Other text."));
        await HttpApp.IsProblemAsync(put, HttpStatusCode.Conflict, "document-archived");
        using var deleted = await http.SendAsync(HttpMethod.Delete, "documents/refused/archived.md");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    /// <summary>Azurite takes the first two; Azure takes none (EmptyMetadataKey, MetadataTooLarge, InvalidMetadata).</summary>
    [Theory]
    [InlineData("x-ms-meta-", 1, "x-ms-meta-")]
    [InlineData("x-ms-meta-long", 9000, "x-ms-meta-*")]
    [InlineData("x-ms-meta-a-b", 1, "x-ms-meta-a-b")]
    [InlineData("x-ms-meta-1", 1, "x-ms-meta-1")]
    public async Task Metadata_that_a_blob_cannot_have_is_refused_by_its_header_s_name(string header, int length, string field)
    {
        using var put = await http.SendAsync(
            HttpMethod.Put, "documents/refused/metadata.md", new StringContent("Some text."), (header, new string('x', length)));
        var problem = await HttpApp.IsProblemAsync(put, HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains($"\"errors\":{{\"{field}\":", problem, StringComparison.Ordinal);
        Assert.False(await http.App.Documents.GetBlobClient("refused/metadata.md").ExistsAsync(Cancellation));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<BlobClient> UploadAsync(string name)
    {
        await http.App.UploadAsync(name, "Some text.");
        return http.App.Documents.GetBlobClient(name);
    }
}
