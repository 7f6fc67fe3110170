using System.Diagnostics;
using RerankFunctions.Local.Hosting.Queues;

namespace RerankFunctions.Local.Hosting;

/// <summary>Runs a function for a message in services of its own, and tells of it.</summary>
internal sealed class MessageRunner(IServiceScopeFactory scopes, Action<FunctionRun>? onRun)
{
    /// <param name="trigger">What it runs for, as people know it.</param>
    public async Task RunAsync<TContext>(
        FunctionMethod function, ParameterBinding<TContext> binding, TContext context, string trigger, QueueDelivery delivery,
        CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        void Tell(FunctionOutcome outcome, string? error = null) => onRun?.Invoke(new FunctionRun(
            function.Name, trigger, delivery.Attempt, outcome, Stopwatch.GetElapsedTime(started), Error: error));

        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await FunctionInvoker.InvokeAsync(function, binding, context, scope.ServiceProvider);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            Tell(delivery.IsLast ? FunctionOutcome.Failed : FunctionOutcome.WillRetry, exception.Message);
            throw;
        }

        Tell(FunctionOutcome.Succeeded);
    }
}
