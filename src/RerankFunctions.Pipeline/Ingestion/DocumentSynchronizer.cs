using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using RerankFunctions.Pipeline.Diagnostics;
using RerankFunctions.Pipeline.Qdrant;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Makes the index hold exactly what the container holds under a name. Triggers deliver at least once, late and out of order, so what a
/// delivery says is never trusted: each run looks at the container, brings the index there, and looks again. A run whose document changed
/// meanwhile starts over; whichever run ends last has therefore seen the state that the index is in.
/// </summary>
public sealed class DocumentSynchronizer(
    DocumentStore store,
    DocumentIngestion ingestion,
    DocumentIndex index,
    DocumentOutcomes outcomes,
    ProductMetrics metrics,
    TimeProvider clock,
    ILogger<DocumentSynchronizer> logger)
{
    /// <summary>The tries that triggers give a document (host.json's maxDequeueCount, and the blob trigger's own default).</summary>
    public const int MaxAttempts = 5;

    /// <summary>A document that changes more often than this during one run is left to its next delivery.</summary>
    private const int MaxRounds = 10;

    /// <param name="name">The document's name in the container, whether it is there or not.</param>
    /// <exception cref="DependencyException">A service failed, retries included. Deliver it again.</exception>
    public async Task SynchronizeAsync(string name, CancellationToken cancellationToken)
    {
        var document = await store.FindAsync(name, cancellationToken);
        for (var round = 0; round < MaxRounds; round++)
        {
            var failure = await TryAsync(name, document, cancellationToken);
            var now = await store.FindAsync(name, cancellationToken);
            if (now?.ETag == document?.ETag)
            {
                failure?.Throw();
                return;
            }

            // What failed was the work on a state that is no more.
            document = now;
        }

        throw new InvalidOperationException($"'{name}' changed {MaxRounds} times while it was being indexed.");
    }

    private async Task<ExceptionDispatchInfo?> TryAsync(string name, StoredDocument? document, CancellationToken cancellationToken)
    {
        try
        {
            if (document is null)
                await RemoveAsync(name, cancellationToken);
            else
                await IngestAsync(document, cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }

    private async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await index.RemoveAsync(name, cancellationToken);
        await outcomes.RemoveAsync(name, cancellationToken);
        metrics.Document("removed");
        logger.Removed(name);
    }

    private async Task IngestAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ingestion.IngestAsync(document, cancellationToken);
            if (result is { Chunks: 0 })
                await SaveAsync(document, DocumentState.Indexed, error: null, attempts: 0, cancellationToken, result.Version);
            else
                await outcomes.RemoveAsync(document.Name, cancellationToken);
        }
        catch (UnreadableDocumentException unreadable)
        {
            // There is nothing to find in it: what is left of its earlier content goes.
            await index.RemoveAsync(document.Name, cancellationToken);
            await SaveAsync(
                document, unreadable.Unsupported ? DocumentState.Unsupported : DocumentState.Failed, unreadable.Message, attempts: 1,
                cancellationToken);
            metrics.Document(unreadable.Unsupported ? "unsupported" : "failed");
            logger.Unreadable(document.Name, unreadable.Message);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Document("retry");
            await NoteFailureAsync(document, failure, cancellationToken);
            throw;
        }
    }

    /// <summary>Best effort: the failure itself is what the caller must hear of.</summary>
    private async Task NoteFailureAsync(StoredDocument document, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            var attempts = 1 + ((await outcomes.FindAsync(document, cancellationToken))?.Attempts ?? 0);
            var reason = failure is DependencyException dependency ? dependency.Summary : $"Unexpected error ({failure.GetType().Name}).";
            await SaveAsync(
                document, attempts < MaxAttempts ? DocumentState.Pending : DocumentState.Failed, reason, attempts, cancellationToken);
        }
        catch (Exception another)
        {
            logger.OutcomeLost(another, document.Name);
        }
    }

    private Task SaveAsync(
        StoredDocument document, DocumentState state, string? error, int attempts, CancellationToken cancellationToken, string? version = null)
        => outcomes.SaveAsync(
            document, new DocumentOutcome(document.ETag.ToString(), state, error, attempts, version, clock.GetUtcNow()), cancellationToken);
}
