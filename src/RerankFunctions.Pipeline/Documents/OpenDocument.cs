namespace RerankFunctions.Pipeline.Documents;

/// <summary>A document's content as it is being read.</summary>
/// <param name="Content">Seekable; fetched as it is read. The receiver disposes of it.</param>
/// <param name="ContentType">As uploaded.</param>
/// <param name="ETag">Quoted, as HTTP has it.</param>
public sealed record OpenDocument(Stream Content, string ContentType, string ETag, DateTimeOffset Modified);
