using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>What the last repair of the index refused to do, for whoever asks any instance: metadata of the outcomes' container.</summary>
internal sealed class RepairNote(BlobServiceClient account)
{
    private const string Refused = "repairRefused";

    private readonly BlobContainerClient _container = account.GetBlobContainerClient(DocumentStore.OutcomesContainerName);

    /// <summary>Null where it did all that there was to do.</summary>
    public Task<string?> FindAsync(CancellationToken cancellationToken) => StorageCalls.CallAsync<string?>(async () =>
    {
        if (!await _container.ExistsAsync(cancellationToken))
            return null;
        BlobContainerProperties properties = await _container.GetPropertiesAsync(cancellationToken: cancellationToken);
        return properties.Metadata.FirstOrDefault(pair => pair.Key.Equals(Refused, StringComparison.OrdinalIgnoreCase)).Value;
    });

    /// <param name="refused">In ASCII; null for nothing.</param>
    public Task SaveAsync(string? refused, CancellationToken cancellationToken) => StorageCalls.CallAsync(
        () => _container.SetMetadataAsync(
            refused is null ? [] : new Dictionary<string, string> { [Refused] = refused }, cancellationToken: cancellationToken),
        create: () => _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken));
}
