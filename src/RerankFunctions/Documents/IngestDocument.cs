using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>Brings the index up to date with one uploaded blob, folders in its name included.</summary>
public sealed class IngestDocument(IGuardedSynchronizer synchronizer)
{
    [Function(nameof(IngestDocument))]
    public Task RunAsync(
        [BlobTrigger(DocumentStore.ContainerName + "/{name}", Connection = DocumentStore.ConnectionName, Source = BlobEvents.Source)]
        BlobClient blob,
        CancellationToken cancellationToken)
        => synchronizer.SynchronizeAsync(new DocumentId(blob.Name), cancellationToken);
}
