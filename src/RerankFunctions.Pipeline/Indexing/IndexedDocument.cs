using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Indexing;

/// <summary>What the index has of a document: the newest of its versions that were marked as complete, and whether that is all there is.</summary>
/// <param name="ETag">The blob's, when its content was last found to be this version's.</param>
/// <param name="Version">SHA-256 of the content, lower-case hex.</param>
/// <param name="Fingerprint">Of how it was read, cut and embedded.</param>
/// <param name="Chunks">How many the version has.</param>
/// <param name="Marked">How many of the document's points are marked as complete for this ETag.</param>
/// <param name="Points">How many points the document has at all: more than chunks where other versions are left.</param>
/// <param name="Modified">The blob's last modification.</param>
/// <param name="Notes">What reading it left out or did not understand.</param>
internal sealed record IndexedDocument(
    DocumentId Id, string ETag, string Version, string Fingerprint, int Chunks, int Marked, int Points, DateTimeOffset Modified,
    DateTimeOffset IndexedAt, IReadOnlyList<string> Notes)
{
    /// <summary>Whether search finds the document as it is in this state of its blob: all of that, and nothing of any other.</summary>
    public bool IsExactly(StoredDocument state) => ETag == state.ETag && Marked == Chunks && Points == Chunks;
}
