using System.Globalization;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Pipeline.Retrieval.Fields;

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
    public const string ContentType = "content_type";
    public const string Modified = "modified";
    public const string Metadata = "metadata";

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
        var payload = OfBlob(version.Document, now);
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
        return payload;
    }

    /// <summary>The fields that may change while the content stays the same.</summary>
    public static Dictionary<string, Value> OfBlob(StoredDocument document, DateTimeOffset now)
        => new()
        {
            [ETag] = document.ETag,
            [IndexedAt] = Timestamp(now),
            [ContentType] = document.ContentType.Split(';')[0].Trim().ToLowerInvariant(),
            [Modified] = Timestamp(document.Modified),
            [Metadata] = document.Metadata.ToDictionary(pair => NameOf(pair), pair => (Value)pair.Value),
            [Numbers] = document.Metadata.Where(pair => NumberField.Parse(pair.Value) is not null)
                .ToDictionary(pair => NameOf(pair), pair => (Value)NumberField.Parse(pair.Value)!.Value),
        };

    /// <summary>Blob Storage does not tell names of metadata apart by case; Qdrant does.</summary>
    private static string NameOf(KeyValuePair<string, string> metadata) => metadata.Key.ToLowerInvariant();

    /// <summary>RFC 3339, which Qdrant's datetime index reads.</summary>
    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("O");

    public static DateTimeOffset TimeOf(Value timestamp)
        => DateTimeOffset.Parse(timestamp.StringValue, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static DocumentId DocumentOf(IDictionary<string, Value> payload) => new(payload[Document].StringValue);
}
