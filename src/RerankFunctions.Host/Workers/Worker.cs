using RerankFunctions.Host.Rpc;

namespace RerankFunctions.Host.Workers;

/// <summary>A worker process that has loaded the app's functions and takes invocations.</summary>
internal sealed class Worker
{
    private readonly WorkerProcess _process;
    private readonly WorkerChannel _channel;
    private readonly Dictionary<string, string> _functionIds;

    private Worker(WorkerProcess process, WorkerChannel channel, Uri? http, IReadOnlyList<RpcFunctionMetadata> functions)
    {
        (_process, _channel, Http, Functions) = (process, channel, http, functions);
        _functionIds = functions.ToDictionary(function => function.Name, function => function.FunctionId, StringComparer.OrdinalIgnoreCase);
    }

    public int ProcessId => _process.Id;

    /// <summary>Where the worker itself answers HTTP; null if no function does.</summary>
    public Uri? Http { get; }

    public IReadOnlyList<RpcFunctionMetadata> Functions { get; }

    /// <summary>Why it ended, once it has.</summary>
    public Task<Exception> Ended => _channel.Ended;

    /// <summary>Speaks to a worker that was just started until its functions are loaded.</summary>
    /// <exception cref="WorkerEndedException">It ended meanwhile.</exception>
    /// <exception cref="WorkerFailureException">It cannot tell or load its functions.</exception>
    public static async Task<Worker> StartAsync(WorkerProcess process, WorkerChannel channel, AppFolder app)
    {
        await channel.Started;
        var init = (await channel.AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest
            {
                HostVersion = "4.0.0",
                WorkerDirectory = app.FullPath,
                FunctionAppDirectory = app.FullPath,
            },
        })).WorkerInitResponse;
        WorkerFailureException.ThrowIfFailed(init.Result);

        var metadata = (await channel.AskAsync(new StreamingMessage
        {
            FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = app.FullPath },
        })).FunctionMetadataResponse;
        WorkerFailureException.ThrowIfFailed(metadata.Result);

        foreach (var function in metadata.FunctionMetadataResults)
        {
            var load = await channel.AskAsync(new StreamingMessage
            {
                FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function },
            });
            WorkerFailureException.ThrowIfFailed(load.FunctionLoadResponse.Result);
        }

        var http = init.Capabilities.TryGetValue("HttpUri", out var uri) ? new Uri(uri) : null;
        return new Worker(process, channel, http, [.. metadata.FunctionMetadataResults]);
    }

    /// <summary>Runs a function to its end.</summary>
    /// <exception cref="WorkerEndedException">The worker ended meanwhile.</exception>
    /// <exception cref="WorkerFailureException">The function failed.</exception>
    /// <exception cref="OperationCanceledException">The function says that it was cancelled.</exception>
    public async Task InvokeAsync(string function, InvocationRequest request, CancellationToken cancellationToken)
    {
        request.FunctionId = _functionIds[function];
        var answer = _channel.AskAsync(new StreamingMessage { InvocationRequest = request });
        StatusResult result;
        await using (cancellationToken.Register(() => _channel.Post(new StreamingMessage
        {
            InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId },
        })))
        {
            result = (await answer).InvocationResponse.Result;
        }

        if (result.Status is StatusResult.Types.Status.Cancelled)
            throw new OperationCanceledException($"Function '{function}' was cancelled.", cancellationToken);
        WorkerFailureException.ThrowIfFailed(result);
    }

    /// <summary>Ends it at once.</summary>
    public void Kill() => _process.Kill();
}
