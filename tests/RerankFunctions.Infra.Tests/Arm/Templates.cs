using System.Text.Json.Nodes;

namespace RerankFunctions.Infra.Tests.Arm;

/// <summary>The two compiled templates, free to be changed, and what they declare under given parameters.</summary>
internal sealed class Templates(JsonObject main, JsonObject events)
{
    /// <summary>Arguments for the parameters of main.bicep and events.bicep that have no default.</summary>
    private readonly Dictionary<string, JsonNode> _arguments = new()
    {
        ["environmentName"] = "test",
        ["location"] = "westeurope",
        ["qdrantEndpoint"] = "https://qdrant.example:6334",
        ["scale"] = new JsonObject
        {
            ["instanceMemoryMB"] = 2048,
            ["maximumInstanceCount"] = 40,
            ["httpConcurrency"] = 16,
            ["alwaysReadyHttp"] = 0,
            ["alwaysReadyBlob"] = 0,
        },
        ["functionAppName"] = "func-0123456789abc",
        ["topicName"] = "evgt-0123456789abc",
        ["documentsStorageName"] = "stdocs0123456789abc",
    };

    public JsonObject Main => main;

    public JsonObject Events => events;

    /// <summary>A module's own template, to be changed.</summary>
    public JsonObject Module(string symbol) => (JsonObject)main["resources"]![symbol]!["properties"]!["template"]!;

    public JsonObject Resource(string module, string symbol) => (JsonObject)Module(module)["resources"]![symbol]!;

    public Templates With(string parameter, JsonNode value)
    {
        _arguments[parameter] = value;
        return this;
    }

    public IReadOnlyList<ArmResource> Resources => [.. MainResources, .. EventResources];

    public IReadOnlyList<ArmResource> MainResources => [.. ArmTemplates.Flatten("main", Scope(main))];

    public IReadOnlyList<ArmResource> EventResources => [.. ArmTemplates.Flatten("events", Scope(events))];

    public IEnumerable<ArmResource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    public ArmResource Site => OfType("Microsoft.Web/sites").Single();

    public JsonObject AppSettings => (JsonObject)OfType("Microsoft.Web/sites/config").Single().Properties;

    /// <summary>Every output of every template, with its declared type and its value as far as it resolves.</summary>
    public IEnumerable<(string Name, string Type, string Value)> Outputs
        => ArmTemplates.Outputs("main", Scope(main)).Concat(ArmTemplates.Outputs("events", Scope(events)));

    private ArmScope Scope(JsonObject template) => new(template, name => _arguments.GetValueOrDefault(name)?.DeepClone());
}
