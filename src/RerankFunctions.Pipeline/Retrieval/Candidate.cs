using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>A retrieved chunk.</summary>
/// <param name="Chunk">Its place in its document, from 0.</param>
/// <param name="Page">From 1; null in formats without pages.</param>
/// <param name="PageEnd">Null also in what was indexed before there was such a field.</param>
/// <param name="Metadata">The blob's.</param>
/// <param name="Score">On the scale of the mode that found it: for dense the vectors' similarity, by the collection's distance.</param>
internal sealed record Candidate(
    DocumentId Document,
    int Chunk,
    string? Title,
    string? Heading,
    int? Page,
    int? PageEnd,
    string Text,
    IReadOnlyDictionary<string, string> Metadata,
    double Score);
