using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RerankFunctions.Host.Rpc;

namespace RerankFunctions.Host.Workers;

/// <summary>
/// What the app logs, as the host takes it (GrpcWorkerChannel.Log in Azure/azure-functions-host): a line counts only if it names a run under
/// way, and then comes under the function's category, not under the app's own; every other is ignored.
/// </summary>
internal sealed class WorkerLog(ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, ILogger> _runs = new();
    private readonly ILogger _worker = loggers.CreateLogger("Worker.LanguageWorkerChannel");

    /// <summary>From now on, until it is disposed of, lines may name this run.</summary>
    public IDisposable Begin(string invocationId, string function)
    {
        _runs[invocationId] = loggers.CreateLogger($"Function.{function}.User");
        return new Run(_runs, invocationId);
    }

    public void Write(RpcLog log)
    {
        if (log.LogCategory is RpcLog.Types.RpcLogCategory.System)
            Write(_worker, log);
        else if (log.LogCategory is RpcLog.Types.RpcLogCategory.User && _runs.TryGetValue(log.InvocationId, out var run))
            Write(run, log);
        else
            _worker.Log(
                LogLevel.Trace, default, log, null,
                static (ignored, _) => $"Ignored, since it names no run: {ignored.Category}: {ignored.Message}");
    }

    private static void Write(ILogger logger, RpcLog log) => logger.Log(
        (LogLevel)log.Level, default, log.Message, log.Exception is { } exception ? new WorkerFailureException(exception) : null,
        static (message, _) => message);

    private sealed class Run(ConcurrentDictionary<string, ILogger> runs, string invocationId) : IDisposable
    {
        public void Dispose() => runs.TryRemove(invocationId, out _);
    }
}
