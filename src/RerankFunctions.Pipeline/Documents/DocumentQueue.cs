using Azure.Storage.Queues;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// The queue of documents whose index may not agree with the container: Event Grid puts uploads and deletions there, reconciliation what it
/// finds different, and work that is put off. Each message makes one document be looked at.
/// </summary>
internal sealed class DocumentQueue(QueueServiceClient account)
{
    /// <summary>Nothing is too old to be carried out.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _queue = account.GetQueueClient(DocumentStore.ChangesQueueName);

    /// <summary>The Functions host's own place for messages that are given up on.</summary>
    private readonly QueueClient _poison = account.GetQueueClient($"{DocumentStore.ChangesQueueName}-poison");

    /// <summary>Asks for a document to be looked at soon.</summary>
    public Task EnqueueAsync(DocumentId document, CancellationToken cancellationToken)
        => EnqueueAsync(new DocumentChange(document), TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// Asks for a document to be looked at after a while. A function puts its message off so and succeeds: the host deletes the message of a
    /// function that succeeds, and hides that of one that fails for the same time at every try.
    /// </summary>
    public Task EnqueueAsync(DocumentChange change, TimeSpan after, CancellationToken cancellationToken)
        => SendAsync(_queue, change, after, cancellationToken);

    /// <summary>Gives a document up, where an operator is told of it.</summary>
    public Task GiveUpAsync(DocumentChange change, CancellationToken cancellationToken)
        => SendAsync(_poison, change, TimeSpan.Zero, cancellationToken);

    private static async Task SendAsync(QueueClient queue, DocumentChange change, TimeSpan after, CancellationToken cancellationToken)
        => await StorageCalls.CallAsync(
            () => queue.SendMessageAsync(change.ToMessage(), after, Forever, cancellationToken),
            create: () => queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken));
}
