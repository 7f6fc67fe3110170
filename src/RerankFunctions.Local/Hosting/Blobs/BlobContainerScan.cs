using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Local.Hosting.Blobs;

/// <summary>
/// Looks at all of a container: sends functions what is new or changed, and BlobDeleted events of what has gone since the last
/// look, even one before a restart.
/// </summary>
internal sealed class BlobContainerScan(
    BlobContainerClient container, IReadOnlyList<BlobDeliveries> deliveries, IReadOnlyList<BlobDeletedEvents> deletions)
{
    /// <returns>Whether there was anything to send.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
            await delivery.LoadAsync(cancellationToken);

        var sent = false;
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var blob in await ListAsync(cancellationToken))
        {
            present.Add(blob.Name);
            foreach (var delivery in deliveries)
                sent |= await delivery.SendIfNewAsync(blob, cancellationToken);
        }

        foreach (var gone in deliveries.SelectMany(delivery => delivery.Known).Where(name => !present.Contains(name)).ToHashSet())
        {
            foreach (var deletion in deletions)
                await deletion.SendAsync(container.GetBlobClient(gone).Uri, container.Name, gone, cancellationToken);
            foreach (var delivery in deliveries)
                await delivery.ForgetAsync(gone, cancellationToken);
            sent = true;
        }

        return sent;
    }

    /// <summary>A container that is not there holds nothing; the listing is whole before anything is concluded from it.</summary>
    private async Task<List<BlobItem>> ListAsync(CancellationToken cancellationToken)
    {
        var blobs = new List<BlobItem>();
        try
        {
            await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions(), cancellationToken: cancellationToken))
                blobs.Add(blob);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
        }

        return blobs;
    }
}
