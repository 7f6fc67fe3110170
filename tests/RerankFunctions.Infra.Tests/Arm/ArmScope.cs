using System.Text.Json.Nodes;

namespace RerankFunctions.Infra.Tests.Arm;

/// <summary>
/// A template with values for its parameters: resolves its expressions as far as that is possible without Azure. What only
/// Azure knows stays an expression, with what is known put into it.
/// </summary>
internal sealed class ArmScope(JsonObject template, Func<string, JsonNode?> argument)
{
    /// <summary>In a resolved value, marks what came out of a secure parameter.</summary>
    public const string SecureMark = "‹secure›";

    public JsonObject Template => template;

    public JsonObject Resources => template["resources"] as JsonObject ?? [];

    public ArmScope Module(string symbol)
    {
        var deployment = Resources[symbol]!["properties"]!;
        var arguments = deployment["parameters"] as JsonObject;
        return new ArmScope((JsonObject)deployment["template"]!, name => (Resolve(arguments?[name]) as JsonObject)?["value"]?.DeepClone());
    }

    public JsonNode? Resolve(JsonNode? node, int? copyIndex = null) => node switch
    {
        JsonObject value => new JsonObject(value.Select(
            property => KeyValuePair.Create(ResolveText(property.Key, copyIndex)?.ToString() ?? "", Resolve(property.Value, copyIndex)))),
        JsonArray value => new JsonArray([.. value.Select(item => Resolve(item, copyIndex))]),
        JsonValue value when value.TryGetValue(out string? text) => ResolveText(text, copyIndex),
        _ => node?.DeepClone(),
    };

    private JsonNode? ResolveText(string text, int? copyIndex)
        => ArmExpression.IsExpression(text) ? new ArmEvaluator(this, copyIndex).Evaluate(ArmExpression.Parse(text)) : text;

    internal JsonNode? Variable(string name) => Resolve(template["variables"]?[name]);

    internal JsonNode? Parameter(string name)
    {
        var declaration = template["parameters"]?[name];
        if (declaration?["type"]?.ToString().StartsWith("secure", StringComparison.OrdinalIgnoreCase) is true)
            // A module's is the one that it is given, so that it shows if the wrong one is.
            return argument(name) is { } given && given.ToString().Contains(SecureMark, StringComparison.Ordinal) ? given : $"[{SecureMark}{name}]";
        return argument(name) ?? Resolve(declaration?["defaultValue"]);
    }

    /// <summary>What <c>reference('symbol')</c> gives: a module's outputs, or a mark that names the resource.</summary>
    internal JsonNode? Reference(string symbol)
    {
        if (Resources[symbol] is not JsonObject resource)
            return null;
        if (ArmTemplates.IsModule(resource))
        {
            var module = Module(symbol);
            var outputs = module.Template["outputs"] as JsonObject ?? [];
            return new JsonObject
            {
                ["outputs"] = new JsonObject(outputs.Select(output => KeyValuePair.Create(
                    output.Key, (JsonNode?)new JsonObject { ["value"] = module.Resolve(output.Value!["value"]) }))),
            };
        }

        return $"[reference({ArmTemplates.IdOf(resource["type"]!.ToString(), Resolve(resource["name"])!.ToString())})]";
    }
}
