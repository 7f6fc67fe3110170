using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// The Functions host drops a blob's message once the blob has changed, so a run that is killed after a newer version was indexed would
/// leave its points to nobody. While a run is under way, a hidden message about its document is therefore kept in the queue, postponed again
/// and again; a run that ends withdraws it, a run that is killed cannot.
/// </summary>
internal sealed class GuardedSynchronizer(
    IDocumentSynchronizer synchronizer, DocumentQueue queue, IOptions<RunGuardOptions> options, TimeProvider clock,
    ILogger<GuardedSynchronizer> logger)
    : IGuardedSynchronizer
{
    public async Task SynchronizeAsync(DocumentId document, CancellationToken cancellationToken)
    {
        var guard = await queue.EnqueueAsync(document, options.Value.Lease, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = RenewAsync(guard, ended.Token);
        try
        {
            await synchronizer.SynchronizeAsync(document, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            guard = await renewal;
            // A run that is told to stop may have stopped half-way, which is as good as killed.
            if (!cancellationToken.IsCancellationRequested)
                await WithdrawAsync(document, guard);
        }
    }

    /// <summary>Postpones the message until told to end; gives it as it is then.</summary>
    private async Task<QueuedRequest> RenewAsync(QueuedRequest guard, CancellationToken ended)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Value.Lease / 3, clock);
            while (await timer.WaitForNextTickAsync(ended))
                guard = await queue.PostponeAsync(guard, options.Value.Lease, CancellationToken.None);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run has ended.
        }
        catch (DependencyException failure)
        {
            logger.GuardLost(failure);
        }

        return guard;
    }

    private async Task WithdrawAsync(DocumentId document, QueuedRequest guard)
    {
        try
        {
            await queue.WithdrawAsync(guard, CancellationToken.None);
        }
        catch (DependencyException failure)
        {
            // Then the document is looked at once more than it need be.
            logger.GuardLeft(failure, document.Name);
        }
    }
}

/// <summary>Not a setting: only tests have a reason to change it.</summary>
public sealed class RunGuardOptions
{
    /// <summary>How long after a run was killed its document is looked at again.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);
}
