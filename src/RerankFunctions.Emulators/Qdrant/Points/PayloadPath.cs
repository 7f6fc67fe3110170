using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Points;

/// <summary>
/// Where in a payload: <c>a.b</c>, <c>a[2]</c>, <c>a[].b</c> for every element, <c>"a.b"</c> for a key with a dot in it
/// (qdrant v1.19.0, lib/segment/src/json_path).
/// </summary>
internal sealed partial record PayloadPath(IReadOnlyList<string> Steps)
{
    private const string EveryElement = "[]";

    public static PayloadPath Parse(string text)
    {
        var match = Syntax().Match(text);
        if (!match.Success)
            throw Refusal.Invalid($"Invalid json path: '{text}'");
        var steps = match.Groups["key"].Captures.Select(key => (key.Index, Step: key.Value.Trim('"')))
            .Concat(match.Groups["index"].Captures.Select(index => (index.Index, Step: index.Value)));
        return new PayloadPath([.. steps.OrderBy(step => step.Index).Select(step => step.Step)]);
    }

    /// <summary>The key that is all of the path; null where there is more to it.</summary>
    public string? Key => Steps is [var only] && !only.StartsWith('[') ? only : null;

    /// <summary>The values here: none, one, or with <c>[]</c> any number.</summary>
    public IEnumerable<Value> In(MapField<string, Value> payload)
        => payload.TryGetValue(Steps[0], out var value) ? In(value, 1) : [];

    /// <summary>Takes away the field that it leads to, or with <c>[]</c> at its end all elements of an array; one element stays.</summary>
    public void Delete(MapField<string, Value> payload)
    {
        if (Steps.Count == 1)
            payload.Remove(Steps[0]);
        foreach (var holder in Steps.Count == 1 ? [] : new PayloadPath([.. Steps.SkipLast(1)]).In(payload).ToList())
        {
            if (Steps[^1] == EveryElement)
                holder.ListValue?.Values.Clear();
            else
                holder.StructValue?.Fields.Remove(Steps[^1]);
        }
    }

    /// <summary>This path below another, as in a nested filter.</summary>
    public PayloadPath Below(PayloadPath? outer) => outer is null ? this : new PayloadPath([.. outer.Steps, .. Steps]);

    /// <summary>This path with every element of what it leads to.</summary>
    public PayloadPath Elements() => Steps[^1] == EveryElement ? this : new PayloadPath([.. Steps, EveryElement]);

    public PayloadPath Then(string step) => new([.. Steps, step]);

    public PayloadPath ThenElements() => Then(EveryElement);

    /// <summary>Whether one path leads through the other.</summary>
    public bool SharesWayWith(PayloadPath other) => Steps.Zip(other.Steps).All(pair => pair.First == pair.Second);

    public bool LeadsTo(PayloadPath other) => Steps.Count <= other.Steps.Count && SharesWayWith(other);

    public override string ToString()
        => string.Concat(Steps.Select((step, i) =>
            step.StartsWith('[') ? step : (i > 0 ? "." : "") + (PlainKey().IsMatch(step) ? step : $"\"{step}\"")));

    private IEnumerable<Value> In(Value value, int step)
    {
        if (step == Steps.Count)
            return [value];
        if (Steps[step] == EveryElement)
            return value.ListValue?.Values.SelectMany(element => In(element, step + 1)) ?? [];
        if (Steps[step].StartsWith('['))
        {
            var index = int.Parse(Steps[step][1..^1], CultureInfo.InvariantCulture);
            return value.ListValue is { } list && index < list.Values.Count ? In(list.Values[index], step + 1) : [];
        }
        return value.StructValue is { } map && map.Fields.TryGetValue(Steps[step], out var inner) ? In(inner, step + 1) : [];
    }

    [GeneratedRegex("""^(?<key>[\p{L}\p{N}_-]+|"[^"\\]*")(\.(?<key>[\p{L}\p{N}_-]+|"[^"\\]*")|(?<index>\[\d{0,9}\]))*\z""")]
    private static partial Regex Syntax();

    [GeneratedRegex(@"^[\p{L}\p{N}_-]+\z")]
    private static partial Regex PlainKey();
}
