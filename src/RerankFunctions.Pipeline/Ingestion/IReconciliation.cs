using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Compares container and index, for whatever no trigger told of: events that were lost, a poison queue, changed settings.</summary>
public interface IReconciliation
{
    const int MaxPageSize = IDocumentCatalog.MaxPageSize;

    /// <summary>Compares one page, and queues what differs.</summary>
    /// <param name="cursor">What the last page gave, or null to begin.</param>
    /// <exception cref="InvalidRequestException">The cursor is none of ours.</exception>
    /// <exception cref="DependencyException">A service failed, retries included.</exception>
    Task<ReconciledPage> RunAsync(string? cursor, int limit, CancellationToken cancellationToken);
}

/// <summary>One page of a reconciliation.</summary>
/// <param name="Checked">Documents looked at.</param>
/// <param name="Requeued">Documents in the container that are not indexed as they are, and now wait in the queue.</param>
/// <param name="Orphaned">Documents in the index that the container no longer has; the queue removes them.</param>
/// <param name="Cursor">What to go on with; null when all is compared.</param>
public sealed record ReconciledPage(int Checked, IReadOnlyList<string> Requeued, IReadOnlyList<string> Orphaned, string? Cursor);
