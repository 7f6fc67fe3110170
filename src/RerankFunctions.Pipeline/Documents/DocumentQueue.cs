using System.Text.Json;
using Azure.Storage.Queues;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// The queue of documents whose index may not agree with the container: Event Grid puts deletions there, reconciliation what it finds
/// missing, and runs what they might leave undone. Each message makes one document be synchronised.
/// </summary>
internal sealed class DocumentQueue(QueueServiceClient account)
{
    private readonly QueueClient _queue = account.GetQueueClient(DocumentStore.ChangesQueueName);

    /// <summary>Asks for a document to be synchronised soon.</summary>
    public Task EnqueueAsync(DocumentId document, CancellationToken cancellationToken) => EnqueueAsync(document, TimeSpan.Zero, cancellationToken);

    /// <summary>Asks for a document to be synchronised after a while, unless the request is withdrawn or postponed until then.</summary>
    public Task<QueuedRequest> EnqueueAsync(DocumentId document, TimeSpan after, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Serialize(new Dictionary<string, string> { ["subject"] = DocumentChange.SubjectOf(document) });
        return StorageCalls.CallAsync(
            async () =>
            {
                var receipt = await _queue.SendMessageAsync(message, visibilityTimeout: after, cancellationToken: cancellationToken);
                return new QueuedRequest(receipt.Value.MessageId, receipt.Value.PopReceipt);
            },
            create: () => _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken));
    }

    /// <summary>Makes a request wait longer; gives it as the next call needs it.</summary>
    public Task<QueuedRequest> PostponeAsync(QueuedRequest request, TimeSpan after, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(async () =>
        {
            var updated = await _queue.UpdateMessageAsync(
                request.MessageId, request.Receipt, visibilityTimeout: after, cancellationToken: cancellationToken);
            return request with { Receipt = updated.Value.PopReceipt };
        });

    /// <summary>Deletes a request that is not needed any more.</summary>
    public Task WithdrawAsync(QueuedRequest request, CancellationToken cancellationToken)
        => StorageCalls.CallAsync(() => _queue.DeleteMessageAsync(request.MessageId, request.Receipt, cancellationToken));
}

/// <param name="Receipt">What the queue wants to see for the next change; each change gives another.</param>
internal sealed record QueuedRequest(string MessageId, string Receipt);
