using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Local.Hosting.Blobs;

/// <summary>
/// Which states of which blobs a function has been sent, kept in the storage account where the host keeps them and as the host
/// names them: <c>blobreceipts/{host}/{function}/{etag}/{container}/{blob}</c> in azure-webjobs-hosts, an empty blob whose
/// metadata says Incomplete until its message is in the queue. ETags have their quotes, which listings leave out.
/// </summary>
internal sealed class BlobReceipts(BlobContainerClient hosts, string hostId, string functionId, string container)
{
    public const string ContainerName = "azure-webjobs-hosts";

    private const string Incomplete = "Incomplete";

    private static readonly Dictionary<string, string> IncompleteMetadata = new() { [Incomplete] = Incomplete };

    private readonly string _prefix = $"blobreceipts/{hostId}/{functionId}/";

    /// <summary>The completed receipts: each blob's name with the ETags sent, more than one only after a crash.</summary>
    public async Task<Dictionary<string, HashSet<string>>> LoadAsync(CancellationToken cancellationToken)
    {
        var receipts = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var listing = hosts.GetBlobsAsync(
            new GetBlobsOptions { Traits = BlobTraits.Metadata, Prefix = _prefix }, cancellationToken: cancellationToken);
        await foreach (var receipt in listing)
        {
            // The ETag stands before the names, since a blob's name can have slashes.
            var parts = receipt.Name[_prefix.Length..].Split('/', 3);
            if (parts.Length < 3 || parts[1] != container || receipt.Metadata.ContainsKey(Incomplete))
                continue;
            if (!receipts.TryGetValue(parts[2], out var tags))
                receipts[parts[2]] = tags = [];
            tags.Add(parts[0]);
        }

        return receipts;
    }

    public Task BeginAsync(string blobName, string tag, CancellationToken cancellationToken) => Receipt(blobName, tag).UploadAsync(
        BinaryData.Empty, new BlobUploadOptions { Metadata = IncompleteMetadata }, cancellationToken);

    public Task CompleteAsync(string blobName, string tag, CancellationToken cancellationToken) => Receipt(blobName, tag).SetMetadataAsync(
        new Dictionary<string, string>(), cancellationToken: cancellationToken);

    public Task RemoveAsync(string blobName, string tag, CancellationToken cancellationToken) =>
        Receipt(blobName, tag).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private BlobClient Receipt(string blobName, string tag) => hosts.GetBlobClient($"{_prefix}{tag}/{container}/{blobName}");
}
