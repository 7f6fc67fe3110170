using Grpc.Core;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Qdrant.Client;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>
/// The one collection: made and checked before the first call, every call retried where that can help (all we make are idempotent),
/// failures told in our own terms.
/// </summary>
internal sealed class QdrantCollection : ICollectionCalls, IDisposable
{
    public const string Dependency = "Qdrant";

    private readonly QdrantConnection _connection;
    private readonly CollectionSchema _schema;
    private readonly string _endpoint;
    private readonly ResiliencePipeline _retries;

    /// <summary>A start does not wait for several deadlines.</summary>
    private readonly ResiliencePipeline _startRetries;

    private readonly SemaphoreSlim _ensuring = new(1, 1);
    private volatile bool _ensured;

    public QdrantCollection(IOptions<QdrantOptions> options, CollectionSchema schema)
    {
        var qdrant = options.Value;
        _endpoint = qdrant.Endpoint;
        _connection = new QdrantConnection(qdrant);
        _schema = schema;
        _retries = Retries(failure => failure is StatusCode.DeadlineExceeded || IsPassing(failure));
        _startRetries = Retries(IsPassing);
    }

    /// <inheritdoc/>
    public Task<T> CallAsync<T>(Func<QdrantClient, string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        => CallAsync(_schema.Collection, EnsureAsync, call, cancellationToken);

    /// <summary>Makes a call on another collection, which must be there.</summary>
    /// <exception cref="DependencyException">Qdrant failed, retries included, or refused.</exception>
    public Task<T> CallAsync<T>(
        string collection, Func<QdrantClient, string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        => CallAsync(collection, _ => Task.CompletedTask, call, cancellationToken);

    private async Task<T> CallAsync<T>(
        string collection, Func<CancellationToken, Task> ensure, Func<QdrantClient, string, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken)
    {
        try
        {
            await ensure(cancellationToken);
            return await _retries.ExecuteAsync(async token => await call(_connection.Client, collection, token), cancellationToken);
        }
        catch (RpcException cancelled) when (cancelled.StatusCode is StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled.Message, cancelled, cancellationToken);
        }
        catch (RpcException failure)
        {
            if (failure.StatusCode is StatusCode.NotFound)
                _ensured = false; // dropped under us: the next call makes it again
            throw Failure(failure);
        }
    }

    /// <summary>Creates the collection if it is not there, and checks it if it is.</summary>
    /// <exception cref="DependencyException">Qdrant failed, retries included, or refused.</exception>
    /// <exception cref="IndexMismatchException">The collection does not fit the settings.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_ensured)
            return;
        await _ensuring.WaitAsync(cancellationToken);
        try
        {
            if (_ensured)
                return;
            await _startRetries.ExecuteAsync(async token => await _schema.EnsureAsync(_connection.Client, token), cancellationToken);
            _ensured = true;
        }
        catch (RpcException failure) when (failure.StatusCode is not StatusCode.Cancelled)
        {
            throw Failure(failure);
        }
        finally
        {
            _ensuring.Release();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _ensuring.Dispose();
    }

    private static ResiliencePipeline Retries(Func<StatusCode, bool> handle) => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RpcException>(failure => handle(failure.StatusCode)),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxRetryAttempts = 4,
        })
        .Build();

    private static bool IsPassing(StatusCode failure)
        => failure is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.Aborted or StatusCode.Internal;

    private DependencyException Failure(RpcException failure)
    {
        var (kind, what) = failure.StatusCode switch
        {
            StatusCode.Unavailable => (DependencyFailure.Unavailable, $"could not be reached at {_endpoint}"),
            StatusCode.DeadlineExceeded or StatusCode.Cancelled => (DependencyFailure.TimedOut, "did not answer in time"),
            StatusCode.ResourceExhausted => (DependencyFailure.Throttled, "has too much to do"),
            StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss => (DependencyFailure.BadResponse, "failed"),
            _ => (DependencyFailure.Refused, $"refused the call ({failure.StatusCode})"),
        };
        // Without what was caught: that says all that Qdrant did, points and their texts too.
        return new DependencyException(Dependency, kind, $"Qdrant {what}: {DependencyException.Quoted(failure.Status.Detail)}");
    }
}
