using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace RerankFunctions.Local.Hosting.Queues;

internal sealed record QueueContext(string Text, CancellationToken CancellationToken);

/// <summary>A function with a queue trigger.</summary>
internal sealed class QueueFunction
{
    private const string Supported = "the message as a string, and CancellationToken";

    /// <exception cref="StartupException">The function has a parameter that cannot be served.</exception>
    public QueueFunction(FunctionMethod method, QueueTriggerAttribute trigger)
    {
        (Method, Trigger) = (method, trigger);
        Binding = new ParameterBinding<QueueContext>(method, Source, Supported);
    }

    public FunctionMethod Method { get; }

    public QueueTriggerAttribute Trigger { get; }

    public ParameterBinding<QueueContext> Binding { get; }

    private Func<QueueContext, object?>? Source(ParameterInfo parameter)
    {
        if (parameter.Position == Method.TriggerParameter.Position)
            return parameter.ParameterType == typeof(string) ? context => context.Text : null;
        return parameter.ParameterType == typeof(CancellationToken) ? context => context.CancellationToken : null;
    }
}
