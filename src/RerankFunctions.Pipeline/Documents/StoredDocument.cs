namespace RerankFunctions.Pipeline.Documents;

/// <summary>One state of a blob in the container.</summary>
/// <param name="ETag">Changes with every write to the blob, so it tells one state from another. Quoted, as HTTP has it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ContentType">As uploaded; clients that set none send application/octet-stream.</param>
/// <param name="Modified">Last-Modified, with a resolution of one second.</param>
/// <param name="Metadata">The blob's own metadata.</param>
/// <param name="IsArchived">Its content cannot be had: it is in the archive tier. A change of tier leaves the ETag as it is.</param>
internal sealed record StoredDocument(
    DocumentId Id, string ETag, long Length, string ContentType, DateTimeOffset Modified, IReadOnlyDictionary<string, string> Metadata,
    bool IsArchived = false)
{
    /// <summary>For whoever wants such a document.</summary>
    public const string InArchive = "The document's blob is in the archive tier, where nothing can be read or changed. Move it to the hot, cool "
        + "or cold tier, which takes hours: it is indexed by the next repair after that, or by POST /api/reconcile.";

    public string Name => Id.Name;
}
