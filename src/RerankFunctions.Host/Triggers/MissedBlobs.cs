using Azure;

namespace RerankFunctions.Host.Triggers;

/// <summary>Looks, now and then, after blobs that the SDK's scan of an emulated account has missed.</summary>
internal sealed class MissedBlobs : IAsyncDisposable
{
    /// <summary>The scan comes every two seconds, and later where the machine is busy: what is merely late should not run twice.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;

    public MissedBlobs(TriggerBacklog backlog) => _looking = LookAsync(backlog);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync(TriggerBacklog backlog)
    {
        using var timer = new PeriodicTimer(Patience);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    await backlog.TouchMissedAsync(Patience, _stop.Token);
                }
                catch (Exception failure) when (failure is RequestFailedException or AggregateException)
                {
                    // It has changed or gone meanwhile, or the storage is not there: the next look will tell.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
