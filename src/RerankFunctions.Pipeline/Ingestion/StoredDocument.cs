using Azure;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>One state of a blob in the container.</summary>
/// <param name="Name">The blob's name in the container, folders included.</param>
/// <param name="ETag">Changes with every write to the blob, so it tells one state from another.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ContentType">As uploaded; clients that set none send application/octet-stream.</param>
/// <param name="Modified">Last-Modified, with a resolution of one second.</param>
/// <param name="Metadata">The blob's own metadata.</param>
public sealed record StoredDocument(
    string Name, ETag ETag, long Length, string ContentType, DateTimeOffset Modified, IReadOnlyDictionary<string, string> Metadata);
