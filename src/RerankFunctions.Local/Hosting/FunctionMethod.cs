using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace RerankFunctions.Local.Hosting;

/// <summary>A method marked as a function, and the parameter whose attribute says what triggers it.</summary>
internal sealed record FunctionMethod(string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger)
{
    /// <summary>As the host identifies it in receipts and messages.</summary>
    public string Id => $"Host.Functions.{Name}";

    /// <summary>What the method gives once awaited; <c>void</c> where that is nothing.</summary>
    public Type ResultType => Method.ReturnType switch
    {
        { IsGenericType: true } type when type.GetGenericTypeDefinition() is var open
            && (open == typeof(Task<>) || open == typeof(ValueTask<>)) => type.GetGenericArguments()[0],
        var type when type == typeof(Task) || type == typeof(ValueTask) => typeof(void),
        var type => type,
    };

    public StartupException Unsupported(ParameterInfo parameter, string supported) => new(
        $"Function '{Name}': the local runner cannot bind parameter '{parameter.Name}' of type {parameter.ParameterType.Name}; "
        + $"it binds {supported}.");
}
