using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>
/// Brings the index up to date with a document that a queue message names: Event Grid tells of every upload and deletion there,
/// reconciliation of what it finds different, and work that was put off comes back.
/// </summary>
public sealed class SynchronizeDocument(IDeliveries deliveries)
{
    [Function(nameof(SynchronizeDocument))]
    public Task RunAsync(
        [QueueTrigger(DocumentStore.ChangesQueueName, Connection = DocumentStore.ConnectionName)] string message,
        int dequeueCount,
        CancellationToken cancellationToken)
        => deliveries.ChangedAsync(message, dequeueCount, cancellationToken);
}
