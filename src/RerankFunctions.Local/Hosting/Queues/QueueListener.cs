using System.Diagnostics;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace RerankFunctions.Local.Hosting.Queues;

/// <summary>
/// Takes messages off a queue and runs them, at least once each, as the host does: a message stays hidden while it runs, is
/// deleted after success, comes back after a failure, and goes to the poison queue after the last attempt.
/// </summary>
internal sealed partial class QueueListener(QueueListenerOptions options, Func<QueueDelivery, CancellationToken, Task> handle, ILogger logger)
    : IDisposable
{
    /// <summary>A queue gives at most so many messages a call.</summary>
    private const int MaxBatch = 32;

    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _slots = new(options.Parallelism);
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Messages in the queue, those worked on included.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        QueueProperties properties = await options.Queue.GetPropertiesAsync(cancellationToken);
        return properties.ApproximateMessagesCount;
    }

    /// <summary>There is something to take now.</summary>
    public void Wake() => _wake.Release();

    public async Task RunAsync(CancellationToken stopping)
    {
        var running = new HashSet<Task>();
        var poll = ShortestPoll;
        try
        {
            while (true)
            {
                await _slots.WaitAsync(stopping);
                _slots.Release();
                var messages = await ReceiveAsync(Math.Clamp(_slots.CurrentCount, 1, MaxBatch), stopping);
                foreach (var message in messages)
                {
                    await _slots.WaitAsync(stopping);
                    running.Add(WorkAsync(message, stopping));
                }

                running.RemoveWhere(task => task.IsCompleted);
                poll = messages.Count > 0 ? ShortestPoll : Min(poll * 2, LongestPoll);
                if (messages.Count == 0 && await WakeOrTimeAsync(poll, stopping))
                    poll = ShortestPoll;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Task.WhenAll(running);
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _wake.Dispose();
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int count, CancellationToken stopping)
    {
        try
        {
            return (await options.Queue.ReceiveMessagesAsync(count, options.Lease, stopping)).Value;
        }
        catch (Exception exception) when (exception is Azure.RequestFailedException or AggregateException && !stopping.IsCancellationRequested)
        {
            CannotReceive(exception, options.Queue.Name);
            return [];
        }
    }

    private async Task<bool> WakeOrTimeAsync(TimeSpan time, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var woken = _wake.WaitAsync(either.Token);
        var first = await Task.WhenAny(woken, Task.Delay(time, options.Time, either.Token));
        await either.CancelAsync();
        stopping.ThrowIfCancellationRequested();
        return first == woken;
    }

    private async Task WorkAsync(QueueMessage message, CancellationToken stopping)
    {
        await using var lease = new MessageLease(options, message);
        try
        {
            var outcome = await RunAsync(message, stopping);
            await lease.StopRenewingAsync();
            await SettleAsync(lease, message, outcome);
        }
        catch (Exception exception) when (exception is Azure.RequestFailedException or AggregateException)
        {
            CannotSettle(exception, options.Queue.Name, message.MessageId);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Null where it was told to stop: neither a success nor a failure.</summary>
    private async Task<FunctionOutcome?> RunAsync(QueueMessage message, CancellationToken stopping)
    {
        var attempt = (int)message.DequeueCount;
        var last = attempt >= options.Attempts;
        var started = Stopwatch.GetTimestamp();
        QueueDelivery? delivery = null;
        try
        {
            if (attempt > options.Attempts)
                throw new InvalidOperationException("The process ended during each of the attempts.");

            delivery = new QueueDelivery(QueueText.Decode(message.MessageText, options.Encoding), attempt, last);
            await handle(delivery, stopping);
            return FunctionOutcome.Succeeded;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            // A message that cannot even be decoded will not get better.
            var outcome = last || delivery is null ? FunctionOutcome.Failed : FunctionOutcome.WillRetry;
            DeliveryFailed(exception, options.Queue.Name, attempt, options.Attempts, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return outcome;
        }
    }

    /// <summary>Not to be cancelled: what has been done should not be done again.</summary>
    private async Task SettleAsync(MessageLease lease, QueueMessage message, FunctionOutcome? outcome)
    {
        switch (outcome)
        {
            case null:
                await lease.ReleaseAsync(TimeSpan.Zero);
                break;
            case FunctionOutcome.WillRetry:
                await lease.ReleaseAsync(options.RetryDelay * Math.Pow(2, message.DequeueCount - 1));
                break;
            case FunctionOutcome.Failed:
                await options.Poison.CreateIfNotExistsAsync();
                await options.Poison.SendMessageAsync(message.MessageText);
                await lease.DeleteAsync();
                break;
            case FunctionOutcome.Succeeded:
                await lease.DeleteAsync();
                break;
        }
    }

    [LoggerMessage(7201, LogLevel.Error, "A message of {Queue} failed, attempt {Attempt} of {Attempts}, after {Milliseconds:0} ms")]
    private partial void DeliveryFailed(Exception exception, string queue, int attempt, int attempts, double milliseconds);

    [LoggerMessage(7202, LogLevel.Warning, "Queue {Queue} cannot be read; trying again")]
    private partial void CannotReceive(Exception exception, string queue);

    [LoggerMessage(7203, LogLevel.Warning, "Message {MessageId} of {Queue} could not be settled; it will be delivered again")]
    private partial void CannotSettle(Exception exception, string queue, string messageId);
}
