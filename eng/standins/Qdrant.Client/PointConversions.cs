namespace Qdrant.Client.Grpc;

// What C# values are taken for the messages of a point.

public partial class PointId
{
    public static implicit operator PointId(ulong id) => new() { Num = id };

    public static implicit operator PointId(Guid id) => new() { Uuid = id.ToString() };
}

public partial class Value
{
    public static implicit operator Value(string value) => new() { StringValue = value };

    public static implicit operator Value(long value) => new() { IntegerValue = value };

    public static implicit operator Value(bool value) => new() { BoolValue = value };

    public static implicit operator Value(double value) => new() { DoubleValue = value };

    public static implicit operator Value(string[] values) =>
        new() { ListValue = new ListValue { Values = { values.Select(value => (Value)value) } } };

    public static implicit operator Value(Value[] values) =>
        new() { ListValue = new ListValue { Values = { values.AsEnumerable() } } };

    public static implicit operator Value(Dictionary<string, Value> map) =>
        new() { StructValue = new Struct { Fields = { map } } };
}

public partial class WithPayloadSelector
{
    public static implicit operator WithPayloadSelector(bool enable) => new() { Enable = enable };

    public static implicit operator WithPayloadSelector(string[] fields) =>
        new() { Include = new PayloadIncludeSelector { Fields = { fields } } };
}

public partial class WithVectorsSelector
{
    public static implicit operator WithVectorsSelector(bool enable) => new() { Enable = enable };
}
