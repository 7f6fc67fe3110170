using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Where a document stands.</summary>
/// <param name="Chunks">How many passages it has in the index; null while it is not indexed.</param>
/// <param name="Version">SHA-256 of its content, lower-case hex; null while it is not indexed.</param>
/// <param name="Error">Why it failed, is empty, is unsupported, or its last try did not succeed.</param>
/// <param name="Notes">What a person should know of how it was read: what was left out or not understood.</param>
/// <param name="Attempts">Tries that did not succeed on the content as it is now.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Modified">When it was uploaded.</param>
/// <param name="Indexed">When it was last found to be indexed as it is.</param>
/// <param name="Outdated">It is indexed as it is, or has no text, but by another reader, chunker or model than it would be now.</param>
public sealed record DocumentStatus(
    string Name,
    DocumentState State,
    int? Chunks,
    string? Version,
    string? Error,
    IReadOnlyList<string> Notes,
    int Attempts,
    long Bytes,
    DateTimeOffset Modified,
    DateTimeOffset? Indexed,
    bool Outdated = false);
