using System.Runtime.ExceptionServices;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Timers;
using RerankFunctions.Host.Workers;

namespace RerankFunctions.Host.Triggers;

/// <summary>A function that does not end at its timeout takes its worker along, as on the host (WebScriptHostExceptionHandler).</summary>
internal sealed class WorkerTimeouts(WorkerSupervisor workers) : IWebJobsExceptionHandler, IWebJobsExceptionHandlerFactory
{
    public IWebJobsExceptionHandler Create(Microsoft.Extensions.Hosting.IHost jobHost) => this;

    public async Task OnTimeoutExceptionAsync(ExceptionDispatchInfo exceptionInfo, TimeSpan timeoutGracePeriod)
    {
        if (exceptionInfo.SourceException is FunctionTimeoutException { Task: { } run }
            && await Task.WhenAny(run, Task.Delay(timeoutGracePeriod)) == run)
            return;
        workers.Restart();
    }

    /// <summary>A listener that fails is over, and with it the host.</summary>
    public Task OnUnhandledExceptionAsync(ExceptionDispatchInfo exceptionInfo)
    {
        var failure = exceptionInfo.SourceException;
        workers.GiveUp(new FunctionsHostException($"A listener failed: {failure.Message.ReplaceLineEndings(" ")}", failure));
        return Task.CompletedTask;
    }
}
