using RerankFunctions.Pipeline.Documents;
using UUIDNext;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>
/// A point's id follows from what it holds, so that the same chunk delivered twice is one point (UUIDv5, RFC 9562).
/// </summary>
internal static class PointIds
{
    private static readonly Guid Namespace = new("b0a2f3a8-5f5e-4a53-9f0e-3c1f6f6d2c57");

    /// <param name="chunk">Its ordinal in the document.</param>
    public static Guid Create(DocumentVersion version, int chunk)
        => Uuid.NewNameBased(Namespace, $"{version.Document.Name}\n{version.ContentHash}\n{version.Fingerprint}\n{chunk}");
}
