using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>
/// Brings the index up to date with a document that a queue message names: Event Grid delivers its BlobDeleted events there, and
/// reconciliation puts what it finds missing there.
/// </summary>
public sealed class SynchronizeDocument(IDocumentSynchronizer synchronizer)
{
    [Function(nameof(SynchronizeDocument))]
    public Task RunAsync(
        [QueueTrigger(DocumentStore.ChangesQueueName, Connection = DocumentStore.ConnectionName)] string message,
        CancellationToken cancellationToken)
        => synchronizer.SynchronizeAsync(DocumentChange.Parse(message).Document, cancellationToken);
}
