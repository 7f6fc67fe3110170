using System.Text.Json;
using Azure;
using Azure.Storage.Queues;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// The queue of documents whose index may not agree with the container: Event Grid puts deletions there, reconciliation what it finds
/// missing. Each message makes one document be synchronised.
/// </summary>
public sealed class DocumentQueue(QueueServiceClient account)
{
    private readonly QueueClient _queue = account.GetQueueClient(DocumentStore.ChangesQueueName);

    /// <summary>Asks for a document to be synchronised soon.</summary>
    internal async Task EnqueueAsync(string name, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Serialize(new Dictionary<string, string> { ["subject"] = DocumentChange.SubjectOf(name) });
        try
        {
            await _queue.SendMessageAsync(message, cancellationToken);
        }
        catch (RequestFailedException noQueue) when (noQueue.Status == 404)
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await _queue.SendMessageAsync(message, cancellationToken);
        }
    }
}
