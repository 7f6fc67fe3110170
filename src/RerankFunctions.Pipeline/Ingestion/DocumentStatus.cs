using System.Text.Json.Serialization;

namespace RerankFunctions.Pipeline.Ingestion;

[JsonConverter(typeof(JsonStringEnumConverter<DocumentState>))]
public enum DocumentState
{
    /// <summary>Uploaded or changed, and not indexed as it is now; being worked on, or waiting for its next try.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Found by search as it is now.</summary>
    [JsonStringEnumMemberName("indexed")]
    Indexed,

    /// <summary>Broken, over a limit, or given up on after its tries. The error says what to change.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Of a kind that is not read.</summary>
    [JsonStringEnumMemberName("unsupported")]
    Unsupported,
}

/// <summary>Where a document stands.</summary>
/// <param name="Chunks">How many passages it has in the index; null while it is not indexed.</param>
/// <param name="Version">SHA-256 of its content, lower-case hex; null while it is not indexed.</param>
/// <param name="Error">Why it failed, is unsupported, or its last try did not succeed.</param>
/// <param name="Attempts">Tries that did not succeed on the content as it is now.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Modified">When it was uploaded.</param>
/// <param name="Indexed">When it was last found to be indexed as it is.</param>
public sealed record DocumentStatus(
    string Name,
    DocumentState State,
    int? Chunks,
    string? Version,
    string? Error,
    int Attempts,
    long Bytes,
    DateTimeOffset Modified,
    DateTimeOffset? Indexed);
