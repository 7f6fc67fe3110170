using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Makes the index hold exactly what the container holds under a name.</summary>
public interface IDocumentSynchronizer
{
    /// <summary>The tries that triggers give a document (host.json's maxDequeueCount, and the blob trigger's own default).</summary>
    const int MaxAttempts = 5;

    /// <param name="document">Whether it is in the container or not.</param>
    /// <exception cref="DependencyException">A service failed, retries included. Deliver it again.</exception>
    Task SynchronizeAsync(DocumentId document, CancellationToken cancellationToken);
}

/// <summary>Synchronises on behalf of a trigger that may not deliver again.</summary>
public interface IGuardedSynchronizer : IDocumentSynchronizer;
