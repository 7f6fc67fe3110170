using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Looks first, and does nothing for a document that is in order. What cannot be done now is put off: the queue delivers it again, later at
/// each failure.
/// </summary>
internal sealed class Deliveries(
    DocumentCatalog catalog, DocumentRuns runs, DocumentQueue queue, IOptions<IngestionOptions> options, TimeProvider clock,
    ILogger<Deliveries> logger) : IDeliveries
{
    /// <summary>How long services are waited for that are down or ask for fewer calls.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Between two tries.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private TimeSpan Pause => TimeSpan.FromSeconds(options.Value.RetrySeconds);

    public async Task UploadedAsync(DocumentId document, bool isQueued, CancellationToken cancellationToken)
    {
        try
        {
            var look = await catalog.LookAsync(document, anew: false, cancellationToken);
            if (look.IsInOrder)
                return;
            var end = await runs.RunAsync(document, look.Document, anew: false, isLast: false, cancellationToken);
            if (end is RunEnd.GaveWay || (end is RunEnd.UnderWay or RunEnd.PutOff && !isQueued))
                await PutOffAsync(new DocumentChange(document), end is RunEnd.GaveWay ? TimeSpan.Zero : Pause, cancellationToken);
        }
        catch (Exception failure) when (isQueued && !cancellationToken.IsCancellationRequested)
        {
            logger.LeftToQueue(FailureCause.Unexpected(failure), document.Name, FailureCause.ForOperators(failure));
        }
    }

    public async Task ChangedAsync(string message, int dequeueCount, CancellationToken cancellationToken)
    {
        var change = DocumentChange.Parse(message);
        if (dequeueCount > 1)
        {
            // The worker ended with it. Others may have been under way there, whose messages should not come back at the same moment.
            await PutOffAsync(Failed(change), PauseAfter(change.Tries), cancellationToken);
            return;
        }

        DocumentLook? look = null;
        var isLast = change.FailingSince < clock.GetUtcNow() - Patience;
        try
        {
            look = await catalog.LookAsync(change.Document, change.Anew, cancellationToken);
            if (!look.IsInOrder)
                await RunAsync(change, look, isLast, cancellationToken);
        }
        catch (DependencyException failure) when (failure.IsWaitedFor && !cancellationToken.IsCancellationRequested)
        {
            var pause = PauseAfter(change.Tries);
            if (isLast)
                logger.WaitedForInVain(FailureCause.Unexpected(failure), change.Document.Name, FailureCause.ForOperators(failure));
            else
                await PutOffAsync(Failed(change), failure.RetryAfter > pause ? failure.RetryAfter.Value : pause, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await FailedAsync(change, look?.Attempts ?? 0, failure, cancellationToken);
        }
    }

    private async Task RunAsync(DocumentChange change, DocumentLook look, bool isLast, CancellationToken cancellationToken)
    {
        if (look.Document is { } upload && Pause - (clock.GetUtcNow() - upload.Modified) is var wait && wait > TimeSpan.Zero)
        {
            // The blob trigger has it, if all is well.
            await PutOffAsync(change, wait < Pause ? wait : Pause, cancellationToken);
            return;
        }

        var end = await runs.RunAsync(change.Document, look.Document, change.Anew, isLast, cancellationToken);
        if (end is RunEnd.UnderWay)
            await PutOffAsync(change, Pause, cancellationToken);
        else if (end is RunEnd.PutOff)
            await PutOffAsync(change with { FailingSince = null }, PauseAfter(tries: 0), cancellationToken);
        else if (end is RunEnd.GaveWay)
            await PutOffAsync(new DocumentChange(change.Document, Anew: change.Anew), TimeSpan.Zero, cancellationToken);
    }

    private async Task FailedAsync(DocumentChange change, int attempts, Exception failure, CancellationToken cancellationToken)
    {
        // The blob trigger's try counts, but not those of a series that has ended.
        var before = attempts < IDocumentSynchronizer.MaxAttempts ? Math.Max(change.Attempts, attempts) : change.Attempts;
        var failed = Failed(change) with { Attempts = before + 1 };
        if (failed.Attempts < IDocumentSynchronizer.MaxAttempts)
        {
            logger.TriedAgain(FailureCause.Unexpected(failure), change.Document.Name, FailureCause.ForOperators(failure));
            await PutOffAsync(failed, PauseAfter(change.Tries), cancellationToken);
        }
        else
        {
            logger.GivenUp(FailureCause.Unexpected(failure), change.Document.Name, FailureCause.ForOperators(failure));
            await queue.GiveUpAsync(failed, cancellationToken);
        }
    }

    private DocumentChange Failed(DocumentChange change)
        => change with { FailingSince = change.FailingSince ?? clock.GetUtcNow(), Tries = change.Tries + 1 };

    private Task PutOffAsync(DocumentChange change, TimeSpan pause, CancellationToken cancellationToken)
        => queue.EnqueueAsync(change, pause, cancellationToken);

    /// <summary>Twice as long as after the last try, more or less.</summary>
    private TimeSpan PauseAfter(int tries)
    {
        var pause = Math.Min(Pause.TotalSeconds * Math.Pow(2, Math.Min(tries, 16)), LongestPause.TotalSeconds);
        return TimeSpan.FromSeconds(pause * (0.5 + Random.Shared.NextDouble()));
    }
}
