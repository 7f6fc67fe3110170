using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>
/// Brings the index up to date with a deleted blob. Event Grid delivers its BlobDeleted events to the queue; because the index is
/// synchronised with what the container holds now, a late event for a blob uploaded again since then does no harm.
/// </summary>
public sealed class RemoveDocument(DocumentSynchronizer synchronizer)
{
    [Function(nameof(RemoveDocument))]
    public Task RunAsync(
        [QueueTrigger(DocumentStore.DeletionsQueueName, Connection = DocumentStore.ConnectionName)] string message,
        CancellationToken cancellationToken)
        => synchronizer.SynchronizeAsync(BlobDeletedEvent.Parse(message).BlobName, cancellationToken);
}
