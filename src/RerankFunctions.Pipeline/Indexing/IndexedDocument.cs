using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Indexing;

/// <summary>A complete version of a document in the index.</summary>
/// <param name="ETag">The blob's, when its content was last found to be this version's.</param>
/// <param name="Version">SHA-256 of the content, lower-case hex.</param>
/// <param name="Fingerprint">Of how it was read, cut and embedded.</param>
/// <param name="Notes">What reading it left out or did not understand.</param>
/// <param name="Modified">The blob's last modification.</param>
internal sealed record IndexedDocument(
    DocumentId Id, string ETag, string Version, string Fingerprint, int Chunks, DateTimeOffset Modified, DateTimeOffset IndexedAt,
    IReadOnlyList<string> Notes);
