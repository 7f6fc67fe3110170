using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RerankFunctions.Host.Events;

/// <summary>
/// Event Grid for a container in Azurite, which sends no events itself: looks at the container, and tells of blobs that came, changed
/// or went since what was last told. That is kept in the account, so that nothing is missed while nobody looks; an event whose
/// delivery fails is sent again, to each of its subscriptions. Of several changes between two looks, the last is told.
/// </summary>
public sealed partial class BlobEventGrid : IAsyncDisposable
{
    private const string StateContainer = "local-event-grid";
    private const int DeliveriesAtOnce = 8;

    /// <summary>Event Grid's own first interval.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    private readonly BlobContainerClient _container;
    private readonly BlobContainerClient _stateContainer;
    private readonly BlobClient _state;
    private readonly IReadOnlyList<BlobEventSubscription> _subscriptions;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _one = new(1);
    private ConcurrentDictionary<string, SeenBlob>? _seen;
    private Task _watching = Task.CompletedTask;

    private BlobEventGrid(string connectionString, string container, IReadOnlyList<BlobEventSubscription> subscriptions, ILogger? logger)
    {
        _container = new BlobContainerClient(connectionString, container);
        _stateContainer = new BlobContainerClient(connectionString, StateContainer);
        _state = _stateContainer.GetBlobClient($"{container}.json");
        (_subscriptions, _logger) = (subscriptions, logger ?? NullLogger.Instance);
    }

    /// <param name="interval">Between two looks; <see cref="Timeout.InfiniteTimeSpan"/> leaves them to <see cref="LookAsync"/>.</param>
    public static BlobEventGrid Start(
        string connectionString, string container, IReadOnlyList<BlobEventSubscription> subscriptions, TimeSpan interval, ILogger? logger = null)
    {
        var grid = new BlobEventGrid(connectionString, container, subscriptions, logger);
        if (interval != Timeout.InfiniteTimeSpan)
            grid._watching = grid.WatchAsync(interval);
        return grid;
    }

    /// <summary>Looks now. What there is to tell has been delivered when this returns.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_seen is null)
            {
                foreach (var subscription in _subscriptions)
                    await subscription.PrepareAsync(cancellationToken);
                _seen = await LoadAsync(cancellationToken);
            }

            var present = await ListAsync(cancellationToken);
            var changes = present.Values
                .Where(item => _seen.GetValueOrDefault(item.Name)?.ETag != SeenBlob.FromItem(item).ETag)
                .Select(item => (item.Name, Item: (BlobItem?)item))
                .Concat(_seen.Keys.Where(name => !present.ContainsKey(name)).Select(name => (Name: name, Item: (BlobItem?)null)))
                .ToList();
            if (changes.Count == 0)
                return;

            try
            {
                await Parallel.ForEachAsync(
                    changes, new ParallelOptions { MaxDegreeOfParallelism = DeliveriesAtOnce, CancellationToken = cancellationToken },
                    async (change, stopping) => await TellAsync(change.Name, change.Item, stopping));
            }
            finally
            {
                await SaveAsync();
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task WatchAsync(TimeSpan interval)
    {
        while (!_stop.IsCancellationRequested)
        {
            var pause = interval;
            try
            {
                await LookAsync(_stop.Token);
            }
            catch (Exception failure) when (failure is HttpRequestException or RequestFailedException or AggregateException or JsonException
                or TaskCanceledException && !_stop.IsCancellationRequested)
            {
                CannotTell(_logger, _container.Name, failure.Message.ReplaceLineEndings(" "));
                pause = RetryInterval;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellAsync(string name, BlobItem? item, CancellationToken cancellationToken)
    {
        var now = item is null ? null : SeenBlob.FromItem(item);
        if (now is null || now.DiffersInContentFrom(_seen!.GetValueOrDefault(name)))
        {
            var told = BlobEvent.ForBlob(
                _container.AccountName, _container.Name, name, _container.GetBlobClient(name).Uri, item, DateTimeOffset.UtcNow);
            // Each by itself: one that fails keeps none of the others waiting.
            await Task.WhenAll(_subscriptions.Where(subscription => subscription.Takes(told))
                .Select(subscription => subscription.DeliverAsync(told, cancellationToken)));
        }

        if (now is null)
            _seen!.TryRemove(name, out _);
        else
            _seen![name] = now;
    }

    /// <summary>A container that is not there holds nothing; the listing is whole before anything is concluded from it.</summary>
    private async Task<Dictionary<string, BlobItem>> ListAsync(CancellationToken cancellationToken)
    {
        var blobs = new Dictionary<string, BlobItem>(StringComparer.Ordinal);
        try
        {
            await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions(), cancellationToken))
                blobs[blob.Name] = blob;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            blobs.Clear();
        }

        return blobs;
    }

    private async Task<ConcurrentDictionary<string, SeenBlob>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var state = await _state.DownloadContentAsync(cancellationToken);
            return new(JsonSerializer.Deserialize(state.Value.Content, BlobEventJson.Default.DictionaryStringSeenBlob)!, StringComparer.Ordinal);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return new(StringComparer.Ordinal);
        }
    }

    /// <summary>Not to be cancelled: what has been told should not be told again.</summary>
    private async Task SaveAsync()
    {
        await _stateContainer.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
        var state = JsonSerializer.SerializeToUtf8Bytes(new(_seen!), BlobEventJson.Default.DictionaryStringSeenBlob);
        await _state.UploadAsync(BinaryData.FromBytes(state), overwrite: true, CancellationToken.None);
    }

    [LoggerMessage(3201, LogLevel.Warning, "Events of '{Container}' are not delivered yet: {Reason}")]
    private static partial void CannotTell(ILogger logger, string container, string reason);
}
