using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using RerankFunctions.Local.Hosting.Queues;

namespace RerankFunctions.Local.Hosting.Blobs;

/// <summary>Everything that blob triggers need: scans that fill the host's queue, and the listener that empties it.</summary>
internal sealed partial class BlobTriggers : IFunctionListener
{
    private readonly FunctionHostOptions _options;
    private readonly MessageRunner _runner;
    private readonly ILogger _logger;
    private readonly Dictionary<string, (BlobFunction Function, BlobServiceClient Account)> _functions;
    private readonly List<BlobContainerScan> _scans;
    private readonly BlobContainerClient _hosts;
    private readonly QueueClient _queue;
    private readonly QueueListener _listener;
    private readonly SemaphoreSlim _scanning = new(1);

    public BlobTriggers(
        IReadOnlyList<BlobFunction> functions, StorageConnections connections, FunctionHostOptions options, MessageRunner runner, ILogger logger)
    {
        (_options, _runner, _logger) = (options, runner, logger);
        _functions = functions.ToDictionary(function => function.Method.Id, function => (function, connections.Blobs(function.Connection)));
        _hosts = connections.Blobs(StorageConnections.Host).GetBlobContainerClient(BlobReceipts.ContainerName);
        _queue = connections.Queues(StorageConnections.Host).GetQueueClient($"webjobs-blobtrigger-{options.HostId}");
        _scans = [.. functions
            .GroupBy(function => (function.Connection, function.Path.Container))
            .Select(same => Scan(same.Key.Connection, same.Key.Container, same, connections))];

        // The host puts poison blobs into the blob's own account; functions on several accounts share the first one's here.
        var poison = connections.Queues(functions[0].Connection).GetQueueClient(BlobTriggerMessage.PoisonQueueName);
        _listener = new QueueListener(
            new QueueListenerOptions(
                _queue, poison, QueueMessageEncoding.Base64, options.HostJson.BlobParallelism, options.HostJson.BlobAttempts,
                options.Lease, options.RetryDelay, options.Time),
            RunAsync, logger);
    }

    public Task<int> CountAsync(CancellationToken cancellationToken) => _listener.CountAsync(cancellationToken);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _hosts.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
    }

    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(_listener.RunAsync(stopping), KeepScanningAsync(stopping));

    /// <summary>Looks at the containers now. What it finds is in the queue when this returns.</summary>
    public async Task ScanAsync(CancellationToken cancellationToken)
    {
        await _scanning.WaitAsync(cancellationToken);
        try
        {
            foreach (var scan in _scans)
            {
                if (await scan.RunAsync(cancellationToken))
                    _listener.Wake();
            }
        }
        finally
        {
            _scanning.Release();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _scanning.Dispose();
    }

    private BlobContainerScan Scan(
        string? connection, string container, IEnumerable<BlobFunction> functions, StorageConnections connections)
    {
        var queues = connections.Queues(connection);
        return new BlobContainerScan(
            connections.Blobs(connection).GetBlobContainerClient(container),
            [.. functions.Select(function => new BlobDeliveries(
                function, new BlobReceipts(_hosts, _options.HostId, function.Method.Id, container), _queue))],
            [.. _options.BlobDeletedSubscriptions
                .Where(subscription => subscription.Connection == connection && subscription.Container == container)
                .Select(subscription => new BlobDeletedEvents(
                    queues.GetQueueClient(subscription.Queue), queues.AccountName, _options.Time))]);
    }

    private async Task KeepScanningAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ScanAsync(stopping);
            }
            catch (Exception exception) when (exception is RequestFailedException or AggregateException && !stopping.IsCancellationRequested)
            {
                CannotScan(exception);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_options.ScanInterval, _options.Time, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task RunAsync(QueueDelivery delivery, CancellationToken stopping)
    {
        var message = BlobTriggerMessage.Parse(delivery.Text);
        if (!_functions.TryGetValue(message.FunctionId, out var target)
            || target.Function.Path.Match(message.BlobName) is not { } names)
            return;

        var blob = target.Account.GetBlobContainerClient(message.ContainerName).GetBlobClient(message.BlobName);
        try
        {
            BlobProperties now = await blob.GetPropertiesAsync(cancellationToken: stopping);
            if (now.ETag.ToString("H") != message.ETag)
                return; // Its newer state has a message of its own, or gets one at the next scan.
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return;
        }

        await using var content = target.Function.TakesContent
            ? await blob.OpenReadAsync(cancellationToken: stopping)
            : null;
        await _runner.RunAsync(
            target.Function.Method, target.Function.Binding, new BlobContext(blob, content, names, stopping), message.BlobName, delivery,
            stopping);
    }

    [LoggerMessage(7301, LogLevel.Warning, "The containers cannot be looked at; trying again")]
    private partial void CannotScan(Exception exception);
}
