using Azure;
using Azure.Storage.Queues.Models;

namespace RerankFunctions.Local.Hosting.Queues;

/// <summary>Keeps a received message hidden until it is released or deleted. If the process dies, the lease runs out by itself.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private readonly QueueListenerOptions _options;
    private readonly string _messageId;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private string _popReceipt;

    public MessageLease(QueueListenerOptions options, QueueMessage message)
    {
        (_options, _messageId, _popReceipt) = (options, message.MessageId, message.PopReceipt);
        _renewing = RenewAsync();
    }

    public async Task StopRenewingAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
    }

    /// <summary>Lets the message be delivered again after the delay.</summary>
    public Task ReleaseAsync(TimeSpan delay) => _options.Queue.UpdateMessageAsync(_messageId, _popReceipt, visibilityTimeout: delay);

    public Task DeleteAsync() => _options.Queue.DeleteMessageAsync(_messageId, _popReceipt);

    public async ValueTask DisposeAsync()
    {
        await StopRenewingAsync();
        _stop.Dispose();
    }

    private async Task RenewAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_options.Lease / 2, _options.Time, _stop.Token);
                UpdateReceipt renewed = await _options.Queue.UpdateMessageAsync(
                    _messageId, _popReceipt, visibilityTimeout: _options.Lease, cancellationToken: CancellationToken.None);
                _popReceipt = renewed.PopReceipt;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (RequestFailedException)
            {
                // Settling the message will tell whether it is still ours.
            }
        }
    }
}
