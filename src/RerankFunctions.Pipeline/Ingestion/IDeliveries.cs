using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>What triggers deliver. Each delivery is a hint that a document may have changed, and nothing more.</summary>
public interface IDeliveries
{
    /// <summary>The blob trigger's: the way on which an upload is indexed within seconds.</summary>
    /// <param name="isQueued">
    /// Whether the queue is told of every upload too. Then what fails here is left to it, since the host runs a failing blob trigger five times
    /// within seconds and gives it up; else what fails is thrown.
    /// </param>
    /// <exception cref="DependencyException">A service failed, retries included, and the queue has not been told.</exception>
    Task UploadedAsync(DocumentId document, bool isQueued, CancellationToken cancellationToken);

    /// <summary>The queue's: the guarantee that every change is carried out.</summary>
    /// <param name="message">An Event Grid event of a blob, or what a delivery before has put off.</param>
    /// <param name="dequeueCount">How often the host has delivered this message, this time included.</param>
    /// <exception cref="FormatException">The message is not about a document.</exception>
    /// <exception cref="DependencyException">The storage account failed: the message could not even be put off.</exception>
    Task ChangedAsync(string message, int dequeueCount, CancellationToken cancellationToken);
}
