using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Testing;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

public sealed class MinuteLeasesTests(SharedAzurite azurite)
{
    private const int Parts = 3;

    private readonly BlobServiceClient _account = new(azurite.TakeAccount());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_parts_are_taken_as_there_are_by_however_many_at_once_and_from_an_empty_account()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => new MinuteLeases(_account).TakeAsync(Parts, Cancellation)));
        Assert.Equal(Parts, taken.Count(one => one));
    }

    [Fact]
    public async Task A_part_is_there_again_when_its_minute_is_over()
    {
        var leases = new MinuteLeases(_account);
        for (var part = 0; part < Parts; part++)
            Assert.True(await leases.TakeAsync(Parts, Cancellation));
        Assert.False(await leases.TakeAsync(Parts, Cancellation));

        // As when a lease runs out.
        await _account.GetBlobContainerClient(DocumentStore.SharesContainerName).GetBlobClient("1").GetBlobLeaseClient()
            .BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);

        Assert.True(await leases.TakeAsync(Parts, Cancellation));
        Assert.False(await leases.TakeAsync(Parts, Cancellation));
    }
}
