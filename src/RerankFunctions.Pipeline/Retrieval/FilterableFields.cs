using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Retrieval.Fields;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>The fields that searches can be filtered by: requests are parsed, and the collection indexed, by this one list.</summary>
internal sealed class FilterableFields(IOptions<FilterOptions> options)
{
    /// <summary>What precedes the names of metadata.</summary>
    public const string MetadataPrefix = "metadata.";

    /// <summary>The fields that every document has or may have.</summary>
    private static readonly FilterableField[] BuiltIn =
    [
        new DocumentField(),
        new KeywordField("title", new IndexedField("title", IndexedFieldType.Prefix)),
        new KeywordField("contentType", new IndexedField("content_type", IndexedFieldType.Keyword)),
        new DatetimeField("modified", new IndexedField("modified", IndexedFieldType.Datetime)),
        new NumberField("page", new IndexedField("page", IndexedFieldType.Integer)),
    ];

    public IReadOnlyList<FilterableField> All { get; } = [.. BuiltIn, .. options.Value.Metadata().Select(MetadataField)];

    public FilterableField? Find(string name) => All.FirstOrDefault(field => field.Name == name);

    /// <summary>Metadata are texts; those that are numbers are in the index as such too.</summary>
    private static FilterableField MetadataField((string Name, string Type) metadata) => metadata.Type switch
    {
        "number" => new NumberField(MetadataPrefix + metadata.Name, new IndexedField($"numbers.{metadata.Name}", IndexedFieldType.Number)),
        "datetime" => new DatetimeField(MetadataPrefix + metadata.Name, new IndexedField($"metadata.{metadata.Name}", IndexedFieldType.Datetime)),
        _ => new KeywordField(MetadataPrefix + metadata.Name, new IndexedField($"metadata.{metadata.Name}", IndexedFieldType.Prefix)),
    };
}
