namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>A document's content as indexed under given settings.</summary>
/// <param name="ContentHash">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="Settings">Fingerprint of the readers, the chunker, its options and the embed model: with other settings, other points.</param>
public sealed record DocumentVersion(StoredDocument Document, string ContentHash, string Settings);
