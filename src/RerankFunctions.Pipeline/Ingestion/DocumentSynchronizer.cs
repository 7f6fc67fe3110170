using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Triggers deliver at least once, late and out of order, so what a delivery says is never trusted: each run looks at the container, brings
/// the index there, and looks again. A run whose document changed meanwhile starts over; whichever run ends last has therefore seen the
/// state that the index is in.
/// </summary>
internal sealed class DocumentSynchronizer(
    IDocumentSource source,
    DocumentIngestion ingestion,
    StalePoints stale,
    IDocumentWatch watch,
    IDocumentOutcomes outcomes,
    IngestionJournal journal,
    TimeProvider clock,
    ILogger<DocumentSynchronizer> logger) : IDocumentSynchronizer
{
    /// <summary>A document that changes more often than this during one run, or is written by others, is left to its next delivery.</summary>
    private const int MaxRounds = 10;

    public async Task SynchronizeAsync(DocumentId document, CancellationToken cancellationToken)
    {
        var run = DocumentRun.Unlimited();
        await SynchronizeAsync(document, run, cancellationToken);
        if (run.PutOffFor is not null)
            throw new DocumentConflictException(
                DocumentConflict.Changing, $"'{document}' was uploaded again meanwhile; it is indexed when its turn comes.");
    }

    /// <inheritdoc cref="SynchronizeAsync(DocumentId, CancellationToken)"/>
    public async Task SynchronizeAsync(DocumentId document, DocumentRun run, CancellationToken cancellationToken)
    {
        var state = await source.FindAsync(document, cancellationToken);
        for (var round = 0; round < MaxRounds; round++)
        {
            var outcome = await BringAsync(document, state, run, cancellationToken);
            var now = await source.FindAsync(document, cancellationToken);
            if (outcome is not IngestionOutcome.Superseded && now?.ETag == state?.ETag)
            {
                if (outcome is IngestionOutcome.Failed failed)
                    ExceptionDispatchInfo.Throw(failed.Failure);
                return;
            }

            // What ended was the work on a state that is no more, or that another run undid.
            state = now;
        }

        throw new DocumentConflictException(
            DocumentConflict.Changing, $"'{document}' was changed {MaxRounds} times while the index was brought to it. Try again.");
    }

    /// <summary>Brings the index to a state of the document (null: it is not there), and tells how that ended.</summary>
    private async Task<IngestionOutcome> BringAsync(
        DocumentId document, StoredDocument? state, DocumentRun run, CancellationToken cancellationToken)
    {
        IngestionOutcome outcome;
        try
        {
            outcome = state is null
                ? await RemoveAsync(document, run, cancellationToken)
                : await watch.WhileItIsThereAsync(state, token => IngestAsync(state, run, token), cancellationToken);
            if (state is not null)
                await NoteAsync(state, outcome, run, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = new IngestionOutcome.Failed(failure);
            if (state is not null)
                await NoteFailureAsync(state, failure, run, cancellationToken);
        }

        journal.Tell(document, outcome);
        return outcome;
    }

    private async Task<IngestionOutcome> RemoveAsync(DocumentId document, DocumentRun run, CancellationToken cancellationToken)
    {
        if (!await stale.RemoveAsync(document, state: null, version: null, cancellationToken))
            return new IngestionOutcome.Superseded();
        await ForgetAsync(document, run, cancellationToken);
        return new IngestionOutcome.Removed();
    }

    private async Task<IngestionOutcome> IngestAsync(StoredDocument document, DocumentRun run, CancellationToken cancellationToken)
    {
        try
        {
            if (run.GivenUp is var (eTag, reason) && eTag == document.ETag)
                throw new UnreadableDocumentException(reason);
            return await ingestion.IngestAsync(document, run, cancellationToken);
        }
        catch (UnreadableDocumentException unreadable)
        {
            // There is nothing to find in it: what is left of its earlier content goes.
            return await stale.RemoveAsync(document.Id, document, version: null, cancellationToken)
                ? new IngestionOutcome.Unreadable(unreadable.Message, unreadable.Unsupported)
                : new IngestionOutcome.Superseded();
        }
    }

    /// <summary>Keeps what the index cannot tell.</summary>
    private Task NoteAsync(StoredDocument document, IngestionOutcome outcome, DocumentRun run, CancellationToken cancellationToken)
        => outcome switch
        {
            IngestionOutcome.Empty empty =>
                SaveAsync(document, DocumentState.Empty, empty.Reason, attempts: 0, run, cancellationToken, empty),
            IngestionOutcome.Unreadable unreadable => SaveAsync(
                document, unreadable.Unsupported ? DocumentState.Unsupported : DocumentState.Failed, unreadable.Reason, attempts: 1, run,
                cancellationToken),
            IngestionOutcome.Superseded or IngestionOutcome.GaveWay or IngestionOutcome.PutOff => Task.CompletedTask,
            _ => ForgetAsync(document.Id, run, cancellationToken),
        };

    /// <summary>There is nothing to note. The blob of a run with a lease goes when the run ends.</summary>
    private async Task ForgetAsync(DocumentId document, DocumentRun run, CancellationToken cancellationToken)
    {
        run.IsNoted = false;
        if (run.Lease is null)
            await outcomes.RemoveAsync(document, lease: null, cancellationToken);
    }

    /// <summary>Best effort: the failure itself is what the caller must hear of.</summary>
    private async Task NoteFailureAsync(StoredDocument document, Exception failure, DocumentRun run, CancellationToken cancellationToken)
    {
        try
        {
            var before = await outcomes.FindAsync(document, cancellationToken);
            var attempts = before?.Attempts ?? 0;
            if (failure is not DependencyException { IsWaitedFor: true })
                attempts++;
            else if (run.IsLast)
                attempts = Math.Max(attempts, IDocumentSynchronizer.MaxAttempts);
            await SaveAsync(
                document, attempts < IDocumentSynchronizer.MaxAttempts ? DocumentState.Pending : DocumentState.Failed,
                FailureCause.ForUsers(failure), attempts, run, cancellationToken, chunks: before?.Chunks);
        }
        catch (Exception another)
        {
            logger.OutcomeLost(FailureCause.Unexpected(another), document.Name, FailureCause.ForOperators(another));
        }
    }

    private async Task SaveAsync(
        StoredDocument document, DocumentState state, string? error, int attempts, DocumentRun run, CancellationToken cancellationToken,
        IngestionOutcome.Empty? empty = null, int? chunks = null)
        => run.IsNoted = await outcomes.SaveAsync(
            document.Id,
            new DocumentOutcome(
                document.ETag, state, error, attempts, empty?.Version, clock.GetUtcNow(), empty?.Notes, Fingerprint: empty?.Fingerprint,
                Chunks: chunks),
            run.Lease, cancellationToken);
}
