using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Makes the index hold exactly what the container holds under a name.</summary>
public interface IDocumentSynchronizer
{
    /// <summary>Failures after which a document is given up on. Those of a service that is waited for do not count.</summary>
    const int MaxAttempts = 5;

    /// <param name="document">Whether it is in the container or not.</param>
    /// <exception cref="DocumentConflictException">It was changed over and over meanwhile.</exception>
    /// <exception cref="DependencyException">A service failed, retries included. Deliver it again.</exception>
    Task SynchronizeAsync(DocumentId document, CancellationToken cancellationToken);
}
