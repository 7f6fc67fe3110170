using Azure.Storage.Queues;

namespace RerankFunctions.Local.Hosting.Queues;

/// <param name="Poison">Made when its first message comes.</param>
/// <param name="Encoding">Of the texts in both queues.</param>
/// <param name="Parallelism">Messages worked on at once.</param>
/// <param name="Attempts">After so many a message goes to the poison queue.</param>
/// <param name="Lease">How long a message is hidden at a time while it is worked on.</param>
/// <param name="RetryDelay">Before the second attempt; doubles from then on.</param>
internal sealed record QueueListenerOptions(
    QueueClient Queue,
    QueueClient Poison,
    QueueMessageEncoding Encoding,
    int Parallelism,
    int Attempts,
    TimeSpan Lease,
    TimeSpan RetryDelay,
    TimeProvider Time);

/// <summary>A message being delivered.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="IsLast">If this attempt fails too, the message goes to the poison queue.</param>
internal sealed record QueueDelivery(string Text, int Attempt, bool IsLast);
