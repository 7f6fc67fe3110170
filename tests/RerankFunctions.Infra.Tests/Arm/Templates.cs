using System.Text.Json.Nodes;

namespace RerankFunctions.Infra.Tests.Arm;

/// <summary>The three compiled templates, free to be changed, and what they declare under given parameters.</summary>
internal sealed class Templates(JsonObject main, JsonObject events, JsonObject keys)
{
    /// <summary>Arguments for the parameters of the templates that have no default.</summary>
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

    /// <summary>What was resolved once; a template is changed before it is asked for its resources, if at all.</summary>
    private readonly Dictionary<string, IReadOnlyList<ArmResource>> _resources = [];

    public JsonObject Main => main;

    public JsonObject Events => events;

    public JsonObject Keys => keys;

    /// <summary>A module's own template, to be changed.</summary>
    public JsonObject Module(string symbol) => (JsonObject)main["resources"]![symbol]!["properties"]!["template"]!;

    public JsonObject Resource(string module, string symbol) => (JsonObject)Module(module)["resources"]![symbol]!;

    /// <summary>The same templates with the arguments that they had at first, and with what was resolved of those.</summary>
    public Templates Again()
    {
        var again = new Templates(main, events, keys);
        foreach (var (name, resources) in _resources)
            again._resources[name] = resources;
        return again;
    }

    public Templates With(string parameter, JsonNode value)
    {
        _resources.Clear();
        _arguments[parameter] = value;
        return this;
    }

    /// <summary>With other values for some of the properties of main.bicep's <c>scale</c>.</summary>
    public Templates WithScale(params (string Property, int Value)[] changes)
    {
        _resources.Clear();
        foreach (var (property, value) in changes)
            _arguments["scale"][property] = value;
        return this;
    }

    public IReadOnlyList<ArmResource> Resources => [.. MainResources, .. EventResources, .. KeyResources];

    public IReadOnlyList<ArmResource> MainResources => Resolved("main", main);

    public IReadOnlyList<ArmResource> EventResources => Resolved("events", events);

    public IReadOnlyList<ArmResource> KeyResources => Resolved("keys", keys);

    public IEnumerable<ArmResource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    public ArmResource Site => OfType("Microsoft.Web/sites").Single();

    public JsonObject AppSettings => (JsonObject)OfType("Microsoft.Web/sites/config").Single().Properties;

    /// <summary>Every output of every template, with its declared type and its value as far as it resolves.</summary>
    public IEnumerable<(string Name, string Type, string Value)> Outputs
        => ArmTemplates.Outputs("main", Scope(main)).Concat(ArmTemplates.Outputs("events", Scope(events))).Concat(ArmTemplates.Outputs("keys", Scope(keys)));

    private IReadOnlyList<ArmResource> Resolved(string name, JsonObject template) => _resources.TryGetValue(name, out var known)
        ? known
        : _resources[name] = [.. ArmTemplates.Flatten(name, Scope(template))];

    private ArmScope Scope(JsonObject template) => new(template, name => _arguments.GetValueOrDefault(name)?.DeepClone());
}
