using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Tests.Qdrant.Filtering;

/// <summary>A generated point: fields that are absent, null, a value or a list of values (texts, numbers, times, truths and nulls), and items.</summary>
internal sealed record SamplePoint(ulong Id, IReadOnlyDictionary<string, object?> Fields, IReadOnlyList<(string Name, long Number)> Items)
{
    public const string ItemsField = "items";

    /// <summary>The field as it is; null where it is absent too.</summary>
    public object? this[string field] => Fields.GetValueOrDefault(field);

    public bool Has(string field) => Fields.ContainsKey(field);

    /// <summary>What is in a field: nothing, its one value, or a list's.</summary>
    public IEnumerable<object?> Values(string field) => !Has(field) ? [] : this[field] is List<object?> list ? list : [this[field]];

    public PointStruct ToMessage()
    {
        var point = QdrantSession.Point(Id, Id + 1, 0);
        point.Vectors.Vectors_.Vectors.Add("bm25", new Vector { Document = QdrantSession.Bm25(Id % 2 == 0 ? "scaled features" : "scaled columns") });
        foreach (var (name, value) in Fields)
            point.Payload.Add(name, ToValue(value));
        var items = Items.Select(item => (Value)new Dictionary<string, Value> { ["name"] = item.Name, ["number"] = item.Number }).ToArray();
        if (items.Length > 0)
            point.Payload.Add(ItemsField, items);
        return point;
    }

    private static Value ToValue(object? value) => value switch
    {
        null => new Value { NullValue = NullValue.NullValue },
        string text => text,
        long number => number,
        double number => number,
        bool truth => truth,
        DateTime time => time.ToString("O"),
        List<object?> list => list.Select(ToValue).ToArray(),
        _ => throw new ArgumentException($"{value.GetType()} is no kind of payload value here.", nameof(value)),
    };
}
