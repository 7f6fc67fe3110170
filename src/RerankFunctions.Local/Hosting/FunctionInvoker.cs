using System.Reflection;

namespace RerankFunctions.Local.Hosting;

/// <summary>Calls functions as the worker does: an instance for each call, made from that call's services.</summary>
internal static class FunctionInvoker
{
    /// <summary>What the function returned, awaited; null from one that returns nothing.</summary>
    public static async Task<object?> InvokeAsync<TContext>(
        FunctionMethod function, ParameterBinding<TContext> binding, TContext context, IServiceProvider services)
    {
        var target = function.Method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, function.Method.DeclaringType!);
        var returned = function.Method.Invoke(
            target, BindingFlags.DoNotWrapExceptions, binder: null, binding.Arguments(context), culture: null);
        return returned switch
        {
            Task task => await ResultAsync(task, function.ResultType),
            ValueTask task => await ResultAsync(task.AsTask(), function.ResultType),
            not null when returned.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>)
                => await ResultAsync((Task)type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!, function.ResultType),
            _ => returned,
        };
    }

    private static async Task<object?> ResultAsync(Task task, Type resultType)
    {
        await task;
        return resultType == typeof(void) ? null : task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task);
    }
}
