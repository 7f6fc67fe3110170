using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>A large document takes hours: nothing more is embedded of one that is not as it was.</summary>
internal interface IDocumentWatch
{
    /// <summary>Does the work on a state of a document as long as the container has that state.</summary>
    /// <returns>The work's outcome, or Superseded.</returns>
    Task<IngestionOutcome> WhileItIsThereAsync(
        StoredDocument document, Func<CancellationToken, Task<IngestionOutcome>> work, CancellationToken cancellationToken);
}

/// <summary>Looks at the container every few seconds.</summary>
internal sealed class DocumentWatch(IDocumentSource source, TimeProvider clock) : IDocumentWatch
{
    /// <summary>How soon a run on a document that is replaced or deleted meanwhile ends.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    public async Task<IngestionOutcome> WhileItIsThereAsync(
        StoredDocument document, Func<CancellationToken, Task<IngestionOutcome>> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = WatchAsync(document, stop, ended.Token);
        try
        {
            return await work(stop.Token);
        }
        catch (Exception) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new IngestionOutcome.Superseded();
        }
        finally
        {
            await ended.CancelAsync();
            await watch;
        }
    }

    /// <summary>Stops the work when the document is no longer as it was.</summary>
    private async Task WatchAsync(StoredDocument document, CancellationTokenSource work, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (await HasChangedAsync(document, ended))
                    await work.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work has ended.
        }
    }

    private async Task<bool> HasChangedAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return (await source.FindAsync(document.Id, cancellationToken))?.ETag != document.ETag;
        }
        catch (DependencyException)
        {
            return false; // The work itself will meet it.
        }
    }
}
