using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Points;

/// <summary>New payloads from old: setting fields, and picking those that a caller asked for.</summary>
internal static class PayloadChange
{
    /// <summary>Top-level fields set at the path (the root if null); a null value removes its field.</summary>
    public static MapField<string, Value> Set(
        MapField<string, Value> payload, MapField<string, Value> fields, PayloadPath? at)
    {
        var changed = payload.Clone();
        var target = changed;
        foreach (var step in at?.Steps ?? [])
        {
            if (step.StartsWith('['))
                throw Refusal.NotEmulated("set payload inside an array");
            if (!target.TryGetValue(step, out var inner) || inner.StructValue is null)
                target[step] = inner = new Value { StructValue = new Struct() };
            target = inner.StructValue.Fields;
        }
        foreach (var (name, value) in fields)
        {
            if (value.KindCase == Value.KindOneofCase.NullValue)
                target.Remove(name);
            else
                target[name] = value;
        }
        return changed;
    }

    /// <summary>The payload without what these paths lead to.</summary>
    public static MapField<string, Value> Delete(MapField<string, Value> payload, IReadOnlyList<PayloadPath> paths)
    {
        var changed = payload.Clone();
        foreach (var path in paths)
            path.Delete(changed);
        return changed;
    }

    /// <summary>The part of a payload whose paths are kept.</summary>
    public static MapField<string, Value> Pick(MapField<string, Value> payload, Func<PayloadPath, bool> keeps)
        => Pick(payload, null, keeps);

    private static MapField<string, Value> Pick(
        MapField<string, Value> fields, PayloadPath? outer, Func<PayloadPath, bool> keeps)
    {
        var picked = new MapField<string, Value>();
        foreach (var (name, value) in fields)
        {
            var path = outer is null ? new PayloadPath([name]) : outer.Then(name);
            if (keeps(path))
                picked.Add(name, Pick(value, path, keeps));
        }
        return picked;
    }

    private static Value Pick(Value value, PayloadPath path, Func<PayloadPath, bool> keeps) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue =>
            new Value { StructValue = new Struct { Fields = { Pick(value.StructValue.Fields, path, keeps) } } },
        Value.KindOneofCase.ListValue when path.ThenElements() is var elements => new Value
        {
            ListValue = new ListValue
            {
                Values = { value.ListValue.Values.Where(_ => keeps(elements)).Select(element => Pick(element, elements, keeps)) },
            },
        },
        _ => value,
    };
}
