using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// A payload index. The emulator scans, so an index finds nothing faster: it is what strict mode asks for, and it counts
/// the points it would hold.
/// </summary>
internal sealed record PayloadIndex(PayloadPath Path, PayloadSchemaType Type, PayloadIndexParams? Parameters)
{
    public static PayloadIndex Parse(CreateFieldIndexCollection request)
    {
        if (request.FieldName.Length == 0)
            throw Refusal.Validation("field_name", "value \"\" invalid, must be at least 1 characters");
        if (!request.HasFieldType)
            throw Refusal.Invalid(request.FieldIndexParams is null ? "cannot convert field_type" : "field type is missing");
        return new PayloadIndex(
            PayloadPath.Parse(request.FieldName), Enum.Parse<PayloadSchemaType>(request.FieldType.ToString()), request.FieldIndexParams);
    }

    public CreateFieldIndexCollection ToRequest() => new()
    {
        FieldName = Path.ToString(),
        FieldType = Enum.Parse<FieldType>(Type.ToString()),
        FieldIndexParams = Parameters,
    };

    public PayloadSchemaInfo ToInfo(IEnumerable<StoredPoint> points) => new()
    {
        DataType = Type,
        Params = Parameters,
        Points = (ulong)points.Count(point => Path.In(point.Payload).SelectMany(Elements).Any(Holds)),
    };

    /// <summary>What conditions this index answers.</summary>
    public bool Serves(IndexUse use) => Type switch
    {
        PayloadSchemaType.Keyword => use is IndexUse.Keyword
            || (use is IndexUse.KeywordPrefix && Parameters?.KeywordIndexParams?.Prefix is not null),
        PayloadSchemaType.Text => use is IndexUse.Text
            || (use is IndexUse.TextPhrase && Parameters?.TextIndexParams is { HasPhraseMatching: true, PhraseMatching: true }),
        PayloadSchemaType.Integer =>
            (use is IndexUse.Integer && Parameters?.IntegerIndexParams is not { HasLookup: true, Lookup: false })
            || (use is IndexUse.IntegerRange && Parameters?.IntegerIndexParams is not { HasRange: true, Range: false }),
        PayloadSchemaType.Float => use is IndexUse.FloatRange,
        PayloadSchemaType.Bool => use is IndexUse.Bool,
        PayloadSchemaType.Datetime => use is IndexUse.DatetimeRange,
        PayloadSchemaType.Uuid => use is IndexUse.Uuid,
        _ => false,
    };

    /// <summary>Whether it tells equal values apart from others, which facets and groups ask for.</summary>
    public bool IsGroupable => Serves(IndexUse.Keyword) || Serves(IndexUse.Integer) || Serves(IndexUse.Bool) || Serves(IndexUse.Uuid);

    /// <summary>A value's own kind under this index, as facets and groups give it; null for one that is not in it.</summary>
    public FacetValue? Facet(Value value) => Type switch
    {
        PayloadSchemaType.Keyword when value.HasStringValue => new FacetValue { StringValue = value.StringValue },
        PayloadSchemaType.Uuid when Guid.TryParse(value.StringValue, out var uuid) => new FacetValue { StringValue = uuid.ToString() },
        PayloadSchemaType.Integer when value.HasIntegerValue => new FacetValue { IntegerValue = value.IntegerValue },
        PayloadSchemaType.Bool when value.HasBoolValue => new FacetValue { BoolValue = value.BoolValue },
        _ => null,
    };

    private bool Holds(Value value) => Type switch
    {
        PayloadSchemaType.Keyword or PayloadSchemaType.Text => value.HasStringValue,
        PayloadSchemaType.Integer => value.HasIntegerValue,
        PayloadSchemaType.Float => value.HasDoubleValue || value.HasIntegerValue,
        PayloadSchemaType.Bool => value.HasBoolValue,
        PayloadSchemaType.Datetime => value.HasStringValue && PayloadTime.Parse(value.StringValue) is not null,
        PayloadSchemaType.Uuid => value.HasStringValue && Guid.TryParse(value.StringValue, out _),
        _ => false,
    };

    public static IEnumerable<Value> Elements(Value value) => value.ListValue?.Values ?? (IEnumerable<Value>)[value];
}
