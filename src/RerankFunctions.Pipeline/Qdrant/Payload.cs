using System.Globalization;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Pipeline.Ingestion.Chunking;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>The payload of a point: the names of its fields and how they are made.</summary>
internal static class Payload
{
    public const string Document = "document";
    public const string Version = "version";
    public const string Settings = "settings";
    public const string Chunk = "chunk";

    /// <summary>How many chunks the document has. Set when all of them are in, so that it also says that they are.</summary>
    public const string Chunks = "chunks";

    public const string Text = "text";

    /// <summary>Every folder the document lies in, at any depth: what makes a folder a plain match.</summary>
    public const string Folders = "folders";

    public const string Title = "title";
    public const string Heading = "heading";
    public const string Page = "page";
    public const string ContentType = "content_type";
    public const string Modified = "modified";
    public const string Metadata = "metadata";

    /// <summary>The blob's ETag when its content was last found to be this: what tells that the index is up to date.</summary>
    public const string ETag = "etag";

    /// <summary>When that was.</summary>
    public const string IndexedAt = "indexed_at";

    public static Dictionary<string, Value> Of(DocumentVersion version, Chunk chunk, DateTimeOffset now)
    {
        var payload = OfBlob(version.Document, now);
        payload[Document] = version.Document.Name;
        payload[Version] = version.ContentHash;
        payload[Settings] = version.Settings;
        payload[Chunk] = (long)chunk.Ordinal;
        payload[Text] = chunk.Text;
        payload[Folders] = FoldersOf(version.Document.Name);
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
            [ETag] = document.ETag.ToString(),
            [IndexedAt] = Timestamp(now),
            [ContentType] = document.ContentType,
            [Modified] = Timestamp(document.Modified),
            [Metadata] = document.Metadata.ToDictionary(pair => pair.Key, pair => (Value)pair.Value),
        };

    /// <summary>RFC 3339, which Qdrant's datetime index reads.</summary>
    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("O");

    public static DateTimeOffset TimeOf(Value timestamp)
        => DateTimeOffset.Parse(timestamp.StringValue, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>For <c>a/b/c.md</c>: <c>a</c> and <c>a/b</c>.</summary>
    public static string[] FoldersOf(string name)
        => [.. Enumerable.Range(0, name.Length).Where(at => at > 0 && name[at] == '/').Select(at => name[..at])];
}
