using System.Globalization;
using System.Text.Json.Nodes;

namespace RerankFunctions.Infra.Tests.Arm;

/// <summary>Evaluates the functions that the compiler emits for our templates; any other stays as it is.</summary>
internal sealed class ArmEvaluator(ArmScope scope, int? copyIndex, IReadOnlyDictionary<string, JsonNode?>? lambdaVariables = null)
{
    public JsonNode? Evaluate(ArmExpression expression) => expression switch
    {
        ArmText text => text.Value,
        ArmNumber number => number.Value,
        ArmProperty property => Get(Evaluate(property.Target), property.Name),
        ArmElement element => Get(Evaluate(element.Target), Evaluate(element.Key)?.ToString() ?? ""),
        ArmCall call => Call(call),
        _ => throw new InvalidOperationException(),
    };

    private static JsonNode? Get(JsonNode? target, string key) => target switch
    {
        JsonObject value => value[key]?.DeepClone(),
        JsonArray value => value[int.Parse(key, CultureInfo.InvariantCulture)]?.DeepClone(),
        _ => $"[{Inner(target)}.{key}]",
    };

    private JsonNode? Call(ArmCall call)
    {
        if (call.Function is "map" or "filter" or "reduce" or "toObject")
            return Lambda(call);

        if (call.Function is "if")
        {
            var condition = Evaluate(call.Arguments[0]);
            return condition?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False
                ? Evaluate(call.Arguments[condition.GetValue<bool>() ? 1 : 2])
                : $"[if({Inner(condition)})]";
        }

        var arguments = call.Arguments.Select(Evaluate).ToList();
        string Text(int index) => arguments[index]?.ToString() ?? "";
        return call.Function switch
        {
            "parameters" => scope.Parameter(Text(0)),
            "variables" => scope.Variable(Text(0)),
            "copyIndex" => copyIndex,
            "format" => Format(Text(0), arguments),
            "lambdaVariables" => lambdaVariables?.GetValueOrDefault(Text(0))?.DeepClone(),
            "concat" when arguments.All(item => item is JsonArray) => new JsonArray([.. arguments.SelectMany(item => (JsonArray)item!).Select(item => item?.DeepClone())]),
            "concat" => string.Concat(arguments),
            "join" when arguments[0] is JsonArray value => string.Join(Text(1), value.Select(item => item?.ToString())),
            "replace" => Text(0).Replace(Text(1), Text(2), StringComparison.Ordinal),
            "items" when arguments[0] is JsonObject value => new JsonArray([.. value.Select(
                item => new JsonObject { ["key"] = item.Key, ["value"] = item.Value?.DeepClone() })]),
            "greater" when arguments[0] is JsonValue left && left.TryGetValue(out int first) && arguments[1] is JsonValue right && right.TryGetValue(out int second) => first > second,
            "toLower" => Text(0).ToLowerInvariant(),
            "string" => Text(0),
            // Thirteen characters, as Azure's; which ones is Azure's business.
            "uniqueString" => "0123456789abc",
            "guid" => $"guid({string.Join(" | ", arguments)})",
            "true" => true,
            "false" => false,
            "null" => null,
            "empty" => arguments[0] switch
            {
                null => true,
                JsonObject value => value.Count == 0,
                JsonArray value => value.Count == 0,
                var value => value.ToString().Length == 0,
            },
            "not" when arguments[0] is JsonValue value && value.TryGetValue(out bool truth) => !truth,
            "equals" => JsonNode.DeepEquals(arguments[0], arguments[1]),
            "length" when arguments[0] is JsonArray value => value.Count,
            "indexOf" when arguments[0] is JsonArray value => value.ToList().FindIndex(item => JsonNode.DeepEquals(item, arguments[1])),
            "createArray" => new JsonArray([.. arguments.Select(item => item?.DeepClone())]),
            "createObject" => new JsonObject(arguments.Chunk(2).Select(pair => KeyValuePair.Create(pair[0]!.ToString(), pair[1]?.DeepClone()))),
            "union" when arguments.All(item => item is JsonObject) => Union(arguments),
            "resourceId" or "subscriptionResourceId" => ArmTemplates.IdOf(Text(0), string.Join('/', arguments.Skip(1))),
            "reference" => scope.Reference(Text(0)) ?? Unresolved(),
            _ => Unresolved(),
        };

        JsonNode Unresolved() => $"[{call.Function}({string.Join(", ", arguments.Select(Inner))})]";
    }

    /// <summary>The functions that take a lambda over an array, the last of them two; of one that only Azure knows nothing is said.</summary>
    private JsonNode? Lambda(ArmCall call)
    {
        var lambda = (ArmCall)call.Arguments[^1];
        if (Evaluate(call.Arguments[0]) is not JsonArray items)
            return $"[{call.Function}(…)]";
        return call.Function switch
        {
            "map" => new JsonArray([.. items.Select(item => Apply(lambda, item))]),
            "filter" => new JsonArray([.. items.Where(item => Apply(lambda, item)?.GetValue<bool>() is true).Select(item => item?.DeepClone())]),
            "toObject" => new JsonObject(items.Select(
                item => KeyValuePair.Create(Apply((ArmCall)call.Arguments[1], item)!.ToString(), Apply(lambda, item)?.DeepClone()))),
            _ => items.Aggregate(Evaluate(call.Arguments[1]), (current, item) => Apply(lambda, current, item)),
        };

        JsonNode? Apply(ArmCall function, params JsonNode?[] values) => new ArmEvaluator(scope, copyIndex, new Dictionary<string, JsonNode?>(
            (lambdaVariables ?? new Dictionary<string, JsonNode?>()).Concat(
                function.Arguments.SkipLast(1).Select(name => ((ArmText)name).Value).Zip(values, KeyValuePair.Create))))
            .Evaluate(function.Arguments[^1]);
    }

    private static string Format(string format, List<JsonNode?> arguments)
        => string.Format(CultureInfo.InvariantCulture, format, [.. arguments.Skip(1).Select(item => item?.ToString() ?? "")]);

    private static JsonObject Union(IEnumerable<JsonNode?> objects)
    {
        var result = new JsonObject();
        foreach (var (name, value) in objects.SelectMany(item => (JsonObject)item!))
            result[name] = value?.DeepClone();
        return result;
    }

    private static string Inner(JsonNode? value)
    {
        var text = value?.ToString() ?? "null";
        return ArmExpression.IsExpression(text) ? text[1..^1] : text;
    }
}
