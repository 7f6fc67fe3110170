using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using RerankFunctions.Host.Http;
using RerankFunctions.Host.Rpc;
using RerankFunctions.Host.Workers;

namespace RerankFunctions.Host.Triggers;

/// <summary>Has the worker run a function for a trigger.</summary>
internal sealed class FunctionInvoker(
    AppFunctions functions, WorkerSupervisor workers, WorkerForwarder forwarder, WorkerLog log, Action<FunctionRun>? onRun)
{
    private const string InvocationHeader = "x-ms-invocation-id";

    public async Task InvokeAsync(string name, object trigger, IBinder binder, CancellationToken cancellationToken)
    {
        var function = functions[name]!;
        var metadata = new Dictionary<string, object>(((Binder)binder).BindingData);
        var http = (trigger as HttpRequest)?.HttpContext;
        var started = Stopwatch.GetTimestamp();
        void Tell(string? error) => onRun?.Invoke(new FunctionRun(
            name, Describe(function, http, metadata), Stopwatch.GetElapsedTime(started), http?.Response.StatusCode, error));
        try
        {
            var worker = await workers.GetAsync(cancellationToken);
            await RunAsync(worker, function, trigger, http, metadata, cancellationToken);
        }
        catch (Exception failure)
        {
            Tell(failure.Message);
            throw;
        }

        Tell(null);
    }

    private async Task RunAsync(
        Worker worker, AppFunction function, object trigger, HttpContext? http, Dictionary<string, object> metadata,
        CancellationToken cancellationToken)
    {
        var request = new InvocationRequest { InvocationId = Guid.NewGuid().ToString(), TraceContext = Trace() };
        using var logged = log.Begin(request.InvocationId, function.Name);
        request.InputData.Add(new ParameterBinding
        {
            Name = function.TriggerName,
            Data = http is null ? RpcValues.ToTypedData(trigger) : new TypedData { Http = new RpcHttp() },
        });
        foreach (var (key, value) in metadata)
        {
            // Neither the request nor the SDK's own object ("sys") is for the worker.
            if (value is not null and not HttpRequest && key != "sys")
                request.TriggerMetadata.Add(key, RpcValues.ToTypedData(value));
        }

        if (http is null)
        {
            await worker.InvokeAsync(function.Name, request, cancellationToken);
            return;
        }

        // In this order, as the host: the worker joins both by the invocation's id.
        http.Request.Headers[InvocationHeader] = request.InvocationId;
        var forwarding = forwarder.SendAsync(
            http, worker.Http ?? throw new InvalidOperationException(
                "The worker serves no HTTP: call ConfigureFunctionsWebApplication() in the app."));
        try
        {
            await worker.InvokeAsync(function.Name, request, cancellationToken);
        }
        catch
        {
            await forwarding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await forwarding;
    }

    private static RpcTraceContext Trace()
        => new() { TraceParent = Activity.Current?.Id ?? "", TraceState = Activity.Current?.TraceStateString ?? "" };

    private static string Describe(AppFunction function, HttpContext? http, Dictionary<string, object> metadata) => http is not null
        ? $"{http.Request.Method} {http.Request.Path}"
        : metadata.TryGetValue("BlobTrigger", out var blob) ? $"{blob}"
        : metadata.ContainsKey("QueueTrigger") ? $"queue {function.Trigger["queueName"]}"
        : function.TriggerType;
}
