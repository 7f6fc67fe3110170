using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>What Qdrant has to be able to find points by a field of their payload.</summary>
/// <param name="Parameters">Null where the type says all.</param>
internal sealed record PayloadIndex(string Field, PayloadSchemaType Type, PayloadIndexParams? Parameters)
{
    public static PayloadIndex For(IndexedField field) => field.Type switch
    {
        IndexedFieldType.Integer => new(field.Name, PayloadSchemaType.Integer, null),
        IndexedFieldType.Number => new(field.Name, PayloadSchemaType.Float, null),
        IndexedFieldType.Datetime => new(field.Name, PayloadSchemaType.Datetime, null),
        IndexedFieldType.Prefix => new(
            field.Name, PayloadSchemaType.Keyword, new PayloadIndexParams { KeywordIndexParams = new KeywordIndexParams { Prefix = new() } }),
        _ => new(field.Name, PayloadSchemaType.Keyword, null),
    };

    /// <summary>
    /// Whether the collection has it. One of another type under the same name, or with other parameters, is replaced when this one is made
    /// (qdrant, create_field_index: it deletes an index that does not fit).
    /// </summary>
    public bool IsIn(MapField<string, PayloadSchemaInfo> schema)
        => schema.TryGetValue(Field, out var there)
            && there.DataType == Type
            && (Parameters?.KeywordIndexParams?.Prefix is null || there.Params?.KeywordIndexParams?.Prefix is not null);
}
