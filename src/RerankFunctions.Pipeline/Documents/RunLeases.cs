using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// That a run over a document is under way is Azure's own lease on the document's small blob (see <see cref="DocumentOutcomes"/>), which is
/// made if need be. Losing it costs duplicate work and nothing else.
/// </summary>
internal sealed class RunLeases(DocumentOutcomes outcomes)
{
    /// <summary>How long a killed run keeps others out. Azure takes 15 to 60 seconds.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    /// <summary>The blob may go between being found and being leased: its run has just ended.</summary>
    private const int Tries = 3;

    /// <summary>Takes the lease and notes that a run has begun; null while another run has it.</summary>
    /// <param name="eTag">The state of the document as it is; empty if it is gone.</param>
    public async Task<RunLease?> TakeAsync(DocumentId document, string eTag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = new DocumentOutcome(eTag, DocumentState.Pending, Error: null, Attempts: 0, Version: null, now, Unended: 1);
        for (var tries = 0; tries < Tries; tries++)
        {
            var added = await outcomes.AddAsync(document, first, cancellationToken);
            if (await LeaseAsync(document, cancellationToken) is not { } id)
                continue;
            if (id.Length == 0)
                return null;
            if (added)
                return new RunLease(document, id, Before: null);

            var before = await outcomes.FindAsync(document, eTag, cancellationToken);
            var begun = before is null ? first : before with { Unended = before.Unended + 1 };
            await outcomes.SaveAsync(document, begun, id, cancellationToken);
            return new RunLease(document, id, before);
        }

        return null;
    }

    /// <returns>Whether the run still has the lease.</returns>
    public Task<bool> RenewAsync(RunLease lease, CancellationToken cancellationToken)
        => UnlessLostAsync(() => outcomes.BlobOf(lease.Document).GetBlobLeaseClient(lease.Id).RenewAsync(cancellationToken: cancellationToken));

    /// <summary>Gives the lease back and leaves the blob.</summary>
    public Task ReleaseAsync(RunLease lease, CancellationToken cancellationToken)
        => UnlessLostAsync(() => outcomes.BlobOf(lease.Document).GetBlobLeaseClient(lease.Id).ReleaseAsync(cancellationToken: cancellationToken));

    /// <returns>The lease's id; empty where another has it; null where the blob is not there.</returns>
    private Task<string?> LeaseAsync(DocumentId document, CancellationToken cancellationToken) => StorageCalls.CallAsync(async () =>
    {
        try
        {
            BlobLease lease = await outcomes.BlobOf(document).GetBlobLeaseClient().AcquireAsync(Duration, cancellationToken: cancellationToken);
            return lease.LeaseId;
        }
        catch (RequestFailedException held) when (held.Status == 409)
        {
            return "";
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    });

    private static Task<bool> UnlessLostAsync<T>(Func<Task<T>> call) => StorageCalls.CallAsync(async () =>
    {
        try
        {
            await call();
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
        {
            return false;
        }
    });
}

/// <param name="Before">The outcome that stood for the document as it is, if any.</param>
internal sealed record RunLease(DocumentId Document, string Id, DocumentOutcome? Before)
{
    /// <summary>Runs on the document as it is that began and were not there to say how they ended.</summary>
    public int Killed => Before?.Unended ?? 0;
}
