using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Newtonsoft.Json.Linq;
using RerankFunctions.Host.Rpc;

#pragma warning disable CS0618 // IJobHostMetadataProvider is "not ready for public consumption": the host is what it is there for.

namespace RerankFunctions.Host.Triggers;

/// <summary>The app's functions, once the worker has told of them. Made before: the job host is built while the worker starts.</summary>
internal sealed class AppFunctions(Lazy<IJobHostMetadataProvider> metadata)
{
    public IReadOnlyList<AppFunction> All { get; private set; } = [];

    /// <exception cref="FunctionsHostException">A function has a trigger that this host does not know.</exception>
    public void Take(IEnumerable<RpcFunctionMetadata> functions) => All = [.. functions.Select(Read)];

    public AppFunction? this[string name]
        => All.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the trigger's binding is to make for the worker.</summary>
    public Type ParameterTypeOf(AppFunction function) => function switch
    {
        { TriggerType: "httpTrigger" } => typeof(HttpRequest),
        { TriggerType: "timerTrigger" } => typeof(TimerInfo),
        { SupportsDeferredBinding: true } => typeof(ParameterBindingData),
        { TakesBytes: true } => typeof(byte[]),
        _ => metadata.Value.GetDefaultType(function.TriggerAttribute, FileAccess.Read, typeof(string)),
    };

    private AppFunction Read(RpcFunctionMetadata function)
    {
        var triggers = function.RawBindings.Select(JObject.Parse)
            .Where(binding => ((string?)binding["type"])?.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase) ?? false)
            .ToList();
        if (triggers is not [var trigger])
            throw new FunctionsHostException($"Function '{function.Name}' has {triggers.Count} triggers; a function has one.");

        return new AppFunction(function.Name, trigger, AttributeOf(function.Name, trigger));
    }

    private Attribute AttributeOf(string function, JObject trigger)
    {
        var type = (string)trigger["type"]!;
        if (type == "timerTrigger")
            return new TimerTriggerAttribute((string?)trigger["schedule"] ?? "") { RunOnStartup = (bool?)trigger["runOnStartup"] ?? false };
        return metadata.Value.GetAttributeTypeFromName(type) is { } attribute
            ? metadata.Value.GetAttribute(attribute, trigger)
            : throw new FunctionsHostException(
                $"Function '{function}' has a trigger of type '{type}', which none of the app's extensions brings.");
    }
}
