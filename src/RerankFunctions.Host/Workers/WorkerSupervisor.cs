using Microsoft.Extensions.Logging;
using RerankFunctions.Host.Rpc;

namespace RerankFunctions.Host.Workers;

/// <summary>Keeps one worker running: starts another when it ends, until that happens too often.</summary>
internal sealed partial class WorkerSupervisor(
    AppFolder app, FunctionsHostOptions options, WorkerStreams streams, Uri rpc, Action<RpcLog> onLog, ILogger logger) : IAsyncDisposable
{
    /// <summary>A worker that ends after so long starts the count anew.</summary>
    private static readonly TimeSpan ErrorMemory = TimeSpan.FromMinutes(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<FunctionsHostException> _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<Worker> _current = New();
    private Task _supervision = Task.CompletedTask;

    /// <summary>Completes with the reason when no worker is started any more.</summary>
    public Task<FunctionsHostException> GaveUp => _gaveUp.Task;

    public void Start() => _supervision = SuperviseAsync();

    /// <summary>The worker that runs, or the next one once it does.</summary>
    /// <exception cref="FunctionsHostException">There will be none.</exception>
    public Task<Worker> GetAsync(CancellationToken cancellationToken) => Volatile.Read(ref _current).Task.WaitAsync(cancellationToken);

    /// <summary>Ends the worker that runs; another takes over.</summary>
    public void Restart()
    {
        if (Volatile.Read(ref _current).Task is { IsCompletedSuccessfully: true } running)
            running.Result.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _supervision;
        _stop.Dispose();
    }

    private static TaskCompletionSource<Worker> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SuperviseAsync()
    {
        var (errors, last) = (0, DateTimeOffset.MinValue);
        for (var starts = 0; !_stop.IsCancellationRequested; starts++)
        {
            var interval = starts < 2 ? Task.CompletedTask : Task.Delay(options.WorkerRestartInterval, _stop.Token);
            await interval.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
                break;

            if (await RunAsync() is not { } reason)
                break;
            errors = DateTimeOffset.UtcNow - last > ErrorMemory ? 1 : errors + 1;
            last = DateTimeOffset.UtcNow;
            if (errors >= options.MaxWorkerErrors || reason is FunctionsHostException)
            {
                GiveUp(reason as FunctionsHostException ?? new FunctionsHostException(
                    $"The worker ended {errors} times; the last time: {reason.Message}", reason));
                return;
            }

            WorkerEnded(logger, reason.Message);
        }

        GiveUp(new FunctionsHostException("The host has stopped."));
    }

    /// <summary>Runs one worker from start to end.</summary>
    /// <returns>Why it ended; null if it was told to.</returns>
    private async Task<Exception?> RunAsync()
    {
        var channel = new WorkerChannel(Guid.NewGuid().ToString(), onLog);
        streams.Expect(channel);
        WorkerProcess process;
        try
        {
            process = WorkerProcess.Start(app, options, rpc, channel.WorkerId, logger);
        }
        catch (FunctionsHostException impossible)
        {
            return impossible;
        }

        options.OnWorkerStarted?.Invoke(process.Id);
        var exit = process.WhenExitedAsync().ContinueWith(
            _ => channel.End(new WorkerEndedException($"The worker process ended ({process.HowItEnded()}).")), TaskScheduler.Default);
        try
        {
            var worker = await Worker.StartAsync(process, channel, app).WaitAsync(_stop.Token);
            _current.TrySetResult(worker);
            return await worker.Ended.WaitAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            await process.EndAsync(channel);
            return null;
        }
        catch (Exception failed) when (failed is WorkerEndedException or WorkerFailureException)
        {
            return failed;
        }
        finally
        {
            if (_current.Task.IsCompletedSuccessfully)
                Volatile.Write(ref _current, New());
            process.Kill();
            await exit;
            process.Dispose();
        }
    }

    /// <summary>Nothing runs from now on.</summary>
    public void GiveUp(FunctionsHostException reason)
    {
        _gaveUp.TrySetResult(reason);
        _current.TrySetException(reason);
        _ = _current.Task.Exception;
    }

    [LoggerMessage(3002, LogLevel.Error, "{Reason} Starting another")]
    private static partial void WorkerEnded(ILogger logger, string reason);
}
