using Newtonsoft.Json.Linq;

namespace RerankFunctions.Host.Triggers;

/// <summary>A function as its app describes it.</summary>
/// <param name="Trigger">The trigger's binding, as in functions.metadata.</param>
/// <param name="TriggerAttribute">The WebJobs attribute that it stands for.</param>
internal sealed record AppFunction(string Name, JObject Trigger, Attribute TriggerAttribute)
{
    public string TriggerName => (string?)Trigger["name"] ?? "trigger";

    public string TriggerType => (string?)Trigger["type"] ?? "";

    /// <summary>The worker takes a reference to the content, rather than the content.</summary>
    public bool SupportsDeferredBinding
        => Trigger.GetValue("properties", StringComparison.OrdinalIgnoreCase) is JObject properties
        && bool.TryParse((string?)properties["supportsDeferredBinding"], out var supported) && supported;

    public bool IsEventTriggeredByBlobs => TriggerType == "blobTrigger" && (string?)Trigger["source"] == "EventGrid";

    public bool TakesBytes
        => string.Equals((string?)Trigger.GetValue("dataType", StringComparison.OrdinalIgnoreCase), "binary", StringComparison.OrdinalIgnoreCase);
}
