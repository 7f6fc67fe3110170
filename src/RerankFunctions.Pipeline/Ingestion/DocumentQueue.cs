using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// The queue of documents whose index may not agree with the container: Event Grid puts deletions there, reconciliation what it finds
/// missing, and runs what they might leave undone. Each message makes one document be synchronised.
/// </summary>
public sealed class DocumentQueue(QueueServiceClient account)
{
    private readonly QueueClient _queue = account.GetQueueClient(DocumentStore.ChangesQueueName);

    /// <summary>Asks for a document to be synchronised soon.</summary>
    internal Task EnqueueAsync(string name, CancellationToken cancellationToken) => EnqueueAsync(name, TimeSpan.Zero, cancellationToken);

    /// <summary>Asks for a document to be synchronised after a while, unless the request is taken back or put off until then.</summary>
    internal async Task<SendReceipt> EnqueueAsync(string name, TimeSpan after, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Serialize(new Dictionary<string, string> { ["subject"] = DocumentChange.SubjectOf(name) });
        try
        {
            return await _queue.SendMessageAsync(message, visibilityTimeout: after, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException noQueue) when (noQueue.Status == 404)
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return await _queue.SendMessageAsync(message, visibilityTimeout: after, cancellationToken: cancellationToken);
        }
    }

    /// <summary>Puts a request off; gives the receipt that the next call needs.</summary>
    internal async Task<string> PutOffAsync(string messageId, string receipt, TimeSpan after, CancellationToken cancellationToken)
    {
        var updated = await _queue.UpdateMessageAsync(messageId, receipt, visibilityTimeout: after, cancellationToken: cancellationToken);
        return updated.Value.PopReceipt;
    }

    /// <summary>Takes a request back.</summary>
    internal Task TakeBackAsync(string messageId, string receipt, CancellationToken cancellationToken)
        => _queue.DeleteMessageAsync(messageId, receipt, cancellationToken);
}
