using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// A part is a small blob, taken by Azure's own lease on it for a minute, which is never renewed and never given back. Instances need not know
/// of each other, nor how many they are, and one that is killed leaves nothing behind.
/// </summary>
internal sealed class MinuteLeases(BlobServiceClient account) : ISharedMinute
{
    private readonly BlobContainerClient _container = account.GetBlobContainerClient(DocumentStore.SharesContainerName);

    public async Task<bool> TakeAsync(int parts, CancellationToken cancellationToken)
    {
        var taken = await TakenAsync(cancellationToken);
        // Each begins somewhere else, so that they rarely ask for the same one.
        var first = Random.Shared.Next(parts);
        foreach (var part in Enumerable.Range(first, parts).Select(part => $"{part % parts}").Where(part => !taken.Contains(part)))
        {
            if (await LeaseAsync(_container.GetBlobClient(part), cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>One call, and one that changes nothing, where all are taken: many instances ask again and again then.</summary>
    private Task<HashSet<string>> TakenAsync(CancellationToken cancellationToken) => StorageCalls.CallAsync(async () =>
    {
        var taken = new HashSet<string>();
        try
        {
            await foreach (var part in _container.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                if (part.Properties.LeaseStatus is LeaseStatus.Locked)
                    taken.Add(part.Name);
            }
        }
        catch (RequestFailedException noContainer) when (noContainer.Status == 404)
        {
            // Nobody has taken any yet.
        }

        return taken;
    });

    private Task<bool> LeaseAsync(BlobClient part, CancellationToken cancellationToken) => StorageCalls.CallAsync(
        async () =>
        {
            try
            {
                await part.GetBlobLeaseClient().AcquireAsync(ISharedMinute.Length, cancellationToken: cancellationToken);
                return true;
            }
            catch (RequestFailedException taken) when (taken.Status == 409)
            {
                return false;
            }
        },
        create: () => CreateAsync(part, cancellationToken));

    private async Task CreateAsync(BlobClient part, CancellationToken cancellationToken)
    {
        try
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            var unlessThere = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await part.UploadAsync(BinaryData.FromString(""), unlessThere, cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // Another instance has made it, and perhaps taken it.
        }
    }
}
