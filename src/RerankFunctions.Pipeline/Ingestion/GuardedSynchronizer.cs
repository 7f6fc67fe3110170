using Azure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// Synchronises on behalf of a trigger that may not deliver again. The Functions host drops a blob's message once the blob has changed, so
/// a run that is killed after a newer version was indexed would leave its points to nobody. While a run is under way, a hidden message
/// about its document is therefore kept in the queue, put off again and again; a run that ends takes it back, a run that is killed cannot.
/// </summary>
public sealed class GuardedSynchronizer(
    DocumentSynchronizer synchronizer, DocumentQueue queue, IOptions<RunGuardOptions> options, TimeProvider clock, ILogger<GuardedSynchronizer> logger)
{
    /// <exception cref="DependencyException">A service failed, retries included. Deliver it again.</exception>
    public async Task SynchronizeAsync(string name, CancellationToken cancellationToken)
    {
        var message = await queue.EnqueueAsync(name, options.Value.Lease, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = RenewAsync(message.MessageId, message.PopReceipt, ended.Token);
        try
        {
            await synchronizer.SynchronizeAsync(name, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            var receipt = await renewal;
            // A run that is told to stop may have stopped half-way, which is as good as killed.
            if (!cancellationToken.IsCancellationRequested)
                await TakeBackAsync(name, message.MessageId, receipt);
        }
    }

    /// <summary>Puts the message off until told to end; gives its latest receipt.</summary>
    private async Task<string> RenewAsync(string messageId, string receipt, CancellationToken ended)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Value.Lease / 3, clock);
            while (await timer.WaitForNextTickAsync(ended))
                receipt = await queue.PutOffAsync(messageId, receipt, options.Value.Lease, CancellationToken.None);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run has ended.
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException)
        {
            logger.GuardLost(failure);
        }

        return receipt;
    }

    private async Task TakeBackAsync(string name, string messageId, string receipt)
    {
        try
        {
            await queue.TakeBackAsync(messageId, receipt, CancellationToken.None);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException)
        {
            // Then the document is looked at once more than it need be.
            logger.GuardLeft(failure, name);
        }
    }
}

/// <summary>Not a setting: only tests have a reason to change it.</summary>
public sealed class RunGuardOptions
{
    /// <summary>How long after a run was killed its document is looked at again.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);
}
