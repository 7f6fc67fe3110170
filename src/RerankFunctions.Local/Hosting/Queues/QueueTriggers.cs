using Azure.Storage.Queues;

namespace RerankFunctions.Local.Hosting.Queues;

/// <summary>The queue of one queue trigger, and the listener that empties it.</summary>
internal sealed class QueueTriggers : IFunctionListener
{
    private readonly QueueFunction _function;
    private readonly MessageRunner _runner;
    private readonly QueueClient _queue;
    private readonly QueueListener _listener;

    public QueueTriggers(
        QueueFunction function, StorageConnections connections, FunctionHostOptions options, MessageRunner runner, ILogger logger)
    {
        (_function, _runner) = (function, runner);
        var account = connections.Queues(function.Trigger.Connection);
        _queue = account.GetQueueClient(function.Trigger.QueueName);
        _listener = new QueueListener(
            new QueueListenerOptions(
                _queue, account.GetQueueClient($"{_queue.Name}-poison"), options.HostJson.QueueEncoding, options.HostJson.QueueParallelism,
                options.HostJson.QueueAttempts, options.Lease, options.RetryDelay, options.Time),
            RunAsync, logger);
    }

    public Task<int> CountAsync(CancellationToken cancellationToken) => _listener.CountAsync(cancellationToken);

    public Task PrepareAsync(CancellationToken cancellationToken) => _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    public Task RunAsync(CancellationToken stopping) => _listener.RunAsync(stopping);

    public void Dispose() => _listener.Dispose();

    private Task RunAsync(QueueDelivery delivery, CancellationToken stopping) => _runner.RunAsync(
        _function.Method, _function.Binding, new QueueContext(delivery.Text, stopping), _queue.Name, delivery, stopping);
}
