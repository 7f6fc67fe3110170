using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace RerankFunctions;

/// <summary>
/// Names the run in the scope of its log lines, by the key that the worker looks for before it hands a line to the host; the host ignores lines
/// without. With OpenTelemetry the worker sets another key only (https://github.com/Azure/azure-functions-dotnet-worker/issues/3489), so that
/// nothing the app logs would show in the console.
/// </summary>
internal sealed class InvocationScope(ILogger<InvocationScope> logger) : IFunctionsWorkerMiddleware
{
    private const string Key = "AzureFunctions_InvocationId";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object> { [Key] = context.InvocationId });
        await next(context);
    }
}
