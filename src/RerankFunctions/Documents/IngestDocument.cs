using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>Brings the index up to date with one uploaded blob, folders in its name included, within seconds.</summary>
public sealed class IngestDocument(IDeliveries deliveries)
{
    /// <summary>Event Grid tells the queue of every upload too; polling tells nobody else.</summary>
    private const bool IsQueued = BlobEvents.Source == BlobTriggerSource.EventGrid;

    [Function(nameof(IngestDocument))]
    public Task RunAsync(
        [BlobTrigger(DocumentStore.ContainerName + "/{name}", Connection = DocumentStore.ConnectionName, Source = BlobEvents.Source)]
        BlobClient blob,
        CancellationToken cancellationToken)
        => deliveries.UploadedAsync(new DocumentId(blob.Name), IsQueued, cancellationToken);
}
