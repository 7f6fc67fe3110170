using System.Globalization;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Pipeline.Retrieval.Fields;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>The payload of a point: the names of its fields and how they are made.</summary>
internal static class Payload
{
    public const string Document = "document";
    public const string Version = "version";

    /// <summary>Of how the content was read, cut and embedded.</summary>
    public const string Fingerprint = "settings";

    public const string Chunk = "chunk";

    /// <summary>How many chunks the document has. Set when all of them are in, so that it also says that they are.</summary>
    public const string Chunks = "chunks";

    /// <summary>What reading the document left out or did not understand. Set with <see cref="Chunks"/>, where there is any.</summary>
    public const string Notes = "notes";

    public const string Text = "text";

    public const string Title = "title";
    public const string Heading = "heading";
    public const string Page = "page";
    public const string PageEnd = "page_end";
    public const string ContentType = "content_type";
    public const string Modified = "modified";
    public const string Metadata = "metadata";

    /// <summary>The document's own fields, as they were read: kept for when the blob's metadata change and the content does not.</summary>
    public const string Fields = "fields";

    /// <summary>Those of the metadata that are numbers, as such: whichever of them is to be filtered by one day needs an index only.</summary>
    public const string Numbers = "numbers";

    /// <summary>The blob's ETag when its content was last found to be this: what tells that the index is up to date.</summary>
    public const string ETag = "etag";

    /// <summary>When that was.</summary>
    public const string IndexedAt = "indexed_at";

    /// <summary>What the index itself filters, deletes and updates by.</summary>
    public static IReadOnlyList<IndexedField> Bookkeeping { get; } =
    [
        new(Document, IndexedFieldType.Keyword),
        new(ETag, IndexedFieldType.Keyword),
        new(Version, IndexedFieldType.Keyword),
        new(Fingerprint, IndexedFieldType.Keyword),
        new(Chunk, IndexedFieldType.Integer),
        new(Chunks, IndexedFieldType.Integer),
    ];

    public static Dictionary<string, Value> OfChunk(DocumentVersion version, Chunk chunk, DateTimeOffset now)
    {
        var payload = OfBlob(version.Document, new Dictionary<string, Value>(), now);
        payload[Document] = version.Document.Name;
        payload[Version] = version.ContentHash;
        payload[Fingerprint] = version.Fingerprint;
        payload[Chunk] = (long)chunk.Ordinal;
        payload[Text] = chunk.Text;
        payload[DocumentField.Folders.Name] = version.Document.Id.Folders.ToArray();
        if (chunk.Title is not null)
            payload[Title] = chunk.Title;
        if (chunk.Heading is not null)
            payload[Heading] = chunk.Heading;
        if (chunk.Page is { } page)
            payload[Page] = (long)page;
        if (chunk.PageEnd is { } pageEnd)
            payload[PageEnd] = (long)pageEnd;
        return payload;
    }

    /// <summary>The fields that may change while the content stays the same.</summary>
    /// <param name="fields">The document's own; the blob's metadata of the same name take their place.</param>
    public static Dictionary<string, Value> OfBlob(StoredDocument document, IReadOnlyDictionary<string, Value> fields, DateTimeOffset now)
    {
        // Blob Storage does not tell names of metadata apart by case; Qdrant does.
        var metadata = new Dictionary<string, Value>(fields);
        foreach (var (name, value) in document.Metadata)
            metadata[name.ToLowerInvariant()] = value;
        var payload = new Dictionary<string, Value>
        {
            [ETag] = document.ETag,
            [IndexedAt] = Timestamp(now),
            [ContentType] = document.ContentType.Split(';')[0].Trim().ToLowerInvariant(),
            [Modified] = Timestamp(document.Modified),
            [Metadata] = metadata,
            [Numbers] = metadata.Where(field => NumberField.Parse(field.Value.StringValue) is not null)
                .ToDictionary(field => field.Key, field => (Value)NumberField.Parse(field.Value.StringValue)!.Value),
        };
        if (fields.Count > 0)
            payload[Fields] = new Dictionary<string, Value>(fields);
        return payload;
    }

    /// <summary>A document's own fields: a text, or a list of texts.</summary>
    public static IReadOnlyDictionary<string, Value> FieldsOf(ReadingNotes notes)
        => notes.Fields.ToDictionary(field => field.Key, field => field.Value is [var only] ? (Value)only : field.Value.ToArray());

    /// <summary>Metadata as they are shown: the values of a list with commas between them.</summary>
    public static string TextOf(Value metadata)
        => metadata.ListValue is { } list ? string.Join(", ", list.Values.Select(value => value.StringValue)) : metadata.StringValue;

    /// <summary>RFC 3339, which Qdrant's datetime index reads.</summary>
    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("O");

    public static DateTimeOffset TimeOf(Value timestamp)
        => DateTimeOffset.Parse(timestamp.StringValue, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static DocumentId DocumentOf(IDictionary<string, Value> payload) => new(payload[Document].StringValue);
}
