using Microsoft.Extensions.Logging;
using RerankFunctions.Host.Rpc;

namespace RerankFunctions.Host.Workers;

/// <summary>What the app logs, under the categories that it logs by; host.json's levels hold for them.</summary>
internal sealed class WorkerLog(ILoggerFactory loggers)
{
    public void Write(RpcLog log)
    {
        var logger = loggers.CreateLogger(string.IsNullOrEmpty(log.Category) ? "Worker" : log.Category);
        var failure = log.Exception is { } exception ? new WorkerFailureException(exception) : null;
        logger.Log((LogLevel)log.Level, default, log.Message, failure, static (message, _) => message);
    }
}
