using System.Text.Json.Nodes;

namespace RerankFunctions.Infra.Tests.Arm;

/// <summary>A resource that a template declares, its expressions resolved as far as that is possible without Azure.</summary>
/// <param name="Module">The module that declares it: <c>main</c>, <c>main/app</c>, <c>events</c>.</param>
/// <param name="Symbol">Its name in the Bicep file.</param>
/// <param name="Id">Type and names, <c>Microsoft.Storage/storageAccounts/a/queueServices/default</c>.</param>
/// <param name="Scope">For extension resources, the id of what they extend.</param>
/// <param name="Node">The whole of it.</param>
internal sealed record ArmResource(string Module, string Symbol, string Type, string Id, string? Scope, JsonObject Node)
{
    public string Name => Node["name"]!.ToString();

    public JsonNode Properties => Node["properties"] ?? new JsonObject();

    public IEnumerable<string> DependsOn => (Node["dependsOn"] as JsonArray ?? []).Select(symbol => symbol!.ToString());
}

internal static class ArmTemplates
{
    public static JsonObject Read(string json)
    {
        var template = (JsonObject)JsonNode.Parse(json)!;
        GiveSymbols(template);
        return template;
    }

    /// <summary>
    /// The compiler writes resources by their symbols where a template needs it, and as a list where not: there the type's last
    /// part serves as the symbol.
    /// </summary>
    private static void GiveSymbols(JsonObject template)
    {
        if (template["resources"] is JsonArray list)
            template["resources"] = new JsonObject(list.Select(resource
                => KeyValuePair.Create(resource!["type"]!.ToString().Split('/')[^1], (JsonNode?)resource.DeepClone())));
        foreach (var (_, resource) in (JsonObject)template["resources"]!)
            if (resource!["properties"] is JsonObject properties && properties["template"] is JsonObject module)
                GiveSymbols(module);
    }

    public static bool IsModule(JsonObject resource) => resource["type"]?.ToString() == "Microsoft.Resources/deployments";

    /// <summary>An id from a type and its names: one name for each segment of the type after the provider's.</summary>
    public static string IdOf(string type, string names)
    {
        var segments = type.Split('/');
        return segments[0] + string.Concat(segments.Skip(1).Zip(names.Split('/'), (segment, name) => $"/{segment}/{name}"));
    }

    /// <summary>All that is deployed, modules included under their own symbols; conditions that do not hold leave a resource out.</summary>
    public static IEnumerable<ArmResource> Flatten(string module, ArmScope scope)
    {
        foreach (var (symbol, node) in scope.Resources)
        {
            if (node is not JsonObject resource || resource["existing"]?.GetValue<bool>() is true)
                continue;
            if (scope.Resolve(resource["condition"]) is JsonValue condition && condition.TryGetValue(out bool holds) && !holds)
                continue;

            if (IsModule(resource))
            {
                yield return new ArmResource(module, symbol, "module", symbol, null, new JsonObject
                {
                    ["name"] = symbol,
                    ["dependsOn"] = resource["dependsOn"]?.DeepClone(),
                });
                foreach (var inner in Flatten($"{module}/{symbol}", scope.Module(symbol)))
                    yield return inner;
                continue;
            }

            var count = scope.Resolve(resource["copy"]?["count"]) is JsonValue copies && copies.TryGetValue(out int number) ? number : 1;
            for (var index = 0; index < count; index++)
            {
                var resolved = (JsonObject)scope.Resolve(resource, index)!;
                var type = resolved["type"]!.ToString();
                yield return new ArmResource(
                    module, symbol, type, IdOf(type, resolved["name"]!.ToString()), resolved["scope"]?.ToString(), resolved);
            }
        }
    }

    public static IEnumerable<(string Name, string Type, string Value)> Outputs(string module, ArmScope scope)
    {
        foreach (var (name, output) in scope.Template["outputs"] as JsonObject ?? [])
            yield return ($"{module}.{name}", output!["type"]!.ToString(), scope.Resolve(output["value"])?.ToString() ?? "");
        foreach (var (symbol, node) in scope.Resources)
        {
            if (IsModule((JsonObject)node!))
                foreach (var output in Outputs($"{module}/{symbol}", scope.Module(symbol)))
                    yield return output;
        }
    }
}
