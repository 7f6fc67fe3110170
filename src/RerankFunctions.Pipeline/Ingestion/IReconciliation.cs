using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Compares container and index, for whatever no trigger told of: events that were lost, a poison queue, changed settings.</summary>
public interface IReconciliation
{
    const int MaxPageSize = IDocumentCatalog.MaxPageSize;

    /// <summary>The setting of the hour of <see cref="RepairAsync"/>: six fields of a cron expression, in UTC.</summary>
    const string ScheduleSetting = "RepairSchedule";

    /// <summary>Compares one page, and queues what differs.</summary>
    /// <exception cref="InvalidRequestException">The cursor is none of ours.</exception>
    /// <exception cref="DependencyException">A service failed, retries included.</exception>
    Task<ReconciledPage> RunAsync(ReconciliationRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Compares all of both, and queues documents of which the index has not the content that the container has. Nothing is embedded that is
    /// indexed as it is, in whatever way. Where it would remove more than a share of the documents it removes none, and says so.
    /// </summary>
    /// <exception cref="DependencyException">A service failed, retries included.</exception>
    Task RepairAsync(CancellationToken cancellationToken);

    /// <summary>What the last one refused to remove, in words; null for nothing.</summary>
    /// <exception cref="DependencyException">The storage account failed.</exception>
    Task<string?> RefusedAsync(CancellationToken cancellationToken);
}

/// <param name="Cursor">What the last page gave, or null to begin.</param>
/// <param name="Outdated">Documents count too that are indexed as they are, but by another reader, chunker or model than they would be now.</param>
/// <param name="DryRun">Nothing is queued.</param>
/// <param name="Force">However many documents the index has and the container has not: they are removed.</param>
public sealed record ReconciliationRequest(string? Cursor, int Limit, bool Outdated = false, bool DryRun = false, bool Force = false);

/// <summary>One page of a reconciliation.</summary>
/// <param name="Checked">Documents looked at.</param>
/// <param name="Requeued">Documents in the container that are not indexed as they are, and now wait in the queue.</param>
/// <param name="Orphaned">Documents in the index that the container no longer has; the queue removes them.</param>
/// <param name="Refused">Such documents too, but they are more than a share of all, so that nothing is done.</param>
/// <param name="Passages">That the index has of the requeued documents now.</param>
/// <param name="Tokens">Of those passages at most: each as long as it may be.</param>
/// <param name="Cursor">What to go on with; null when all is compared.</param>
public sealed record ReconciledPage(
    int Checked, IReadOnlyList<string> Requeued, IReadOnlyList<string> Orphaned, IReadOnlyList<string> Refused, long Passages, long Tokens,
    string? Cursor);
