namespace RerankFunctions.Pipeline.Documents;

/// <summary>One state of a blob in the container.</summary>
/// <param name="ETag">Changes with every write to the blob, so it tells one state from another. Quoted, as HTTP has it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ContentType">As uploaded; clients that set none send application/octet-stream.</param>
/// <param name="Modified">Last-Modified, with a resolution of one second.</param>
/// <param name="Metadata">The blob's own metadata.</param>
internal sealed record StoredDocument(
    DocumentId Id, string ETag, long Length, string ContentType, DateTimeOffset Modified, IReadOnlyDictionary<string, string> Metadata)
{
    public string Name => Id.Name;
}
