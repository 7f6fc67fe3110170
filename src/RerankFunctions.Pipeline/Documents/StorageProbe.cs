using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// Whether the container of documents is there, and their queue's account answers. The queue itself is made when it is first needed.
/// </summary>
internal sealed class StorageProbe(BlobServiceClient blobs, QueueServiceClient queues) : IReadinessProbe
{
    public string Dependency => StorageCalls.Dependency;

    public string Part => $"container {DocumentStore.ContainerName} and queue {DocumentStore.ChangesQueueName}";

    public Task<string?> AskAsync(CancellationToken cancellationToken) => StorageCalls.CallAsync<string?>(async () =>
    {
        await blobs.GetBlobContainerClient(DocumentStore.ContainerName).GetPropertiesAsync(cancellationToken: cancellationToken);
        await queues.GetQueueClient(DocumentStore.ChangesQueueName).ExistsAsync(cancellationToken);
        return null;
    });
}
