using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Synchronises one document at a time by one run at a time, which holds a lease meanwhile and says at its end how it ended. One that does
/// not come to say it was killed; a document that has its runs killed every time is given up on.
/// </summary>
internal sealed class DocumentRuns(
    DocumentSynchronizer synchronizer, RunLeases leases, DocumentOutcomes outcomes, IOptions<IngestionOptions> options, TimeProvider clock,
    ILogger<DocumentRuns> logger)
{
    /// <summary>Runs in a row that a document may have killed.</summary>
    public const int MaxKilled = 3;

    /// <param name="state">The document as it was found; null if it is gone.</param>
    /// <param name="anew">Whether it is indexed anew if it is in order, in another way than it would be indexed now.</param>
    /// <param name="isLast">Whether a service that is not there is waited for no longer.</param>
    /// <exception cref="DependencyException">A service failed, retries included.</exception>
    public async Task<RunEnd> RunAsync(DocumentId document, StoredDocument? state, bool anew, bool isLast, CancellationToken cancellationToken)
    {
        var eTag = state?.ETag ?? "";
        if (await leases.TakeAsync(document, eTag, clock.GetUtcNow(), cancellationToken) is not { } lease)
            return RunEnd.UnderWay;

        var kept = lease.Before;
        var run = new DocumentRun(clock, TimeSpan.FromMinutes(options.Value.MaxRunMinutes))
        {
            Lease = lease.Id,
            Anew = anew,
            IsLast = isLast,
            TellCount = async (state, chunks, token) => kept = await NoteCountAsync(lease, state, chunks, token) ?? kept,
            GivenUp = lease.Killed < MaxKilled
                ? null
                : (eTag, $"{lease.Killed} runs on it ended with their process, before they were done. Split it, or leave it out."),
        };
        using var ended = new CancellationTokenSource();
        var renewal = RenewAsync(lease, ended.Token);
        try
        {
            await synchronizer.SynchronizeAsync(document, run, cancellationToken);
            await EndAsync(lease, run, kept, interrupted: run.GaveWay || run.PutOffFor is not null);
            return run.PutOffFor is not null ? RunEnd.PutOff : run.GaveWay ? RunEnd.GaveWay : RunEnd.Done;
        }
        catch
        {
            await EndAsync(lease, run, kept, interrupted: true);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await renewal;
        }
    }

    /// <summary>For those who ask how far it is: a run goes on without.</summary>
    /// <returns>What is noted now; null where nothing was.</returns>
    private async Task<DocumentOutcome?> NoteCountAsync(RunLease lease, string eTag, int chunks, CancellationToken cancellationToken)
    {
        try
        {
            if (await outcomes.FindAsync(lease.Document, eTag, cancellationToken) is { } begun
                && begun with { Chunks = chunks } is var counted
                && await outcomes.SaveAsync(lease.Document, counted, lease.Id, cancellationToken))
                return counted;
        }
        catch (DependencyException)
        {
            // If that lasts, the run will meet it.
        }

        return null;
    }

    /// <summary>Until told to end.</summary>
    private async Task RenewAsync(RunLease lease, CancellationToken ended)
    {
        try
        {
            using var timer = new PeriodicTimer(RunLeases.Duration / 3, clock);
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (!await leases.RenewAsync(lease, ended))
                {
                    logger.LeaseLost(lease.Document.Name);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run has ended.
        }
        catch (DependencyException failure)
        {
            logger.LeaseNotRenewed(FailureCause.Unexpected(failure), lease.Document.Name, FailureCause.ForOperators(failure));
        }
    }

    /// <summary>
    /// Who ends with nothing to tell deletes the blob, and with it the lease. Not to be cancelled: a run that is told to stop has not
    /// been killed.
    /// </summary>
    private async Task EndAsync(RunLease lease, DocumentRun run, DocumentOutcome? kept, bool interrupted)
    {
        try
        {
            if (!run.IsNoted && interrupted && kept is not null)
                run.IsNoted = await outcomes.SaveAsync(lease.Document, kept with { Unended = 0 }, lease.Id, CancellationToken.None);
            if (run.IsNoted)
                await leases.ReleaseAsync(lease, CancellationToken.None);
            else if (!await outcomes.RemoveAsync(lease.Document, lease.Id, CancellationToken.None))
                await outcomes.RemoveAsync(lease.Document, lease: null, CancellationToken.None); // it ran out, and nobody else has one
        }
        catch (DependencyException failure)
        {
            logger.EndNotNoted(FailureCause.Unexpected(failure), lease.Document.Name, FailureCause.ForOperators(failure));
        }
    }
}

internal enum RunEnd
{
    /// <summary>The index holds what the container holds, or the outcome says why not.</summary>
    Done,

    /// <summary>Another run has the document.</summary>
    UnderWay,

    /// <summary>The time of one run was up. The next one goes on.</summary>
    GaveWay,

    /// <summary>What it needs is taken by other work for now. The next one goes on, after a while.</summary>
    PutOff,
}
