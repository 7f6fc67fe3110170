using System.Text.Json.Serialization;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>Where a document stands.</summary>
/// <param name="Chunks">
/// How many passages it has in the index; of a pending one, how many of it as it is now are in so far (how many there will be is known once it
/// has been read to its end). Null where it has none.
/// </param>
/// <param name="Version">SHA-256 of its content, lower-case hex; null while it is not indexed.</param>
/// <param name="Error">Why it failed, is empty, is unsupported, or its last try did not succeed.</param>
/// <param name="Notes">What a person should know of how it was read: what was left out or not understood.</param>
/// <param name="Attempts">Tries that did not succeed on the content as it is now.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Modified">When it was uploaded.</param>
/// <param name="Indexed">When it was last found to be indexed as it is.</param>
/// <param name="ETag">Of its content and metadata, quoted, for the conditions of requests; null for a document that was deleted.</param>
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
    [property: JsonPropertyName("etag")] string? ETag,
    bool Outdated = false);
