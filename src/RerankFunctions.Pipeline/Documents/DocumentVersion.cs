namespace RerankFunctions.Pipeline.Documents;

/// <summary>A document's content as indexed in a given way.</summary>
/// <param name="ContentHash">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="Fingerprint">Of the reader, the chunker, its options and the embed model: with another, other points.</param>
internal sealed record DocumentVersion(StoredDocument Document, string ContentHash, string Fingerprint);
