namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>A complete version of a document in the index.</summary>
/// <param name="ETag">The blob's, when its content was last found to be this version's.</param>
/// <param name="Version">SHA-256 of the content, lower-case hex.</param>
/// <param name="Settings">The fingerprint of the settings it was indexed under.</param>
/// <param name="Modified">The blob's last modification.</param>
internal sealed record IndexedDocument(
    string Name, string ETag, string Version, string Settings, int Chunks, DateTimeOffset Modified, DateTimeOffset IndexedAt);
