using System.Text.Json.Serialization;

namespace RerankFunctions.Pipeline.Documents;

[JsonConverter(typeof(JsonStringEnumConverter<DocumentState>))]
public enum DocumentState
{
    /// <summary>Uploaded or changed, and not indexed as it is now; being worked on, or waiting for its next try.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Found by search as it is now.</summary>
    [JsonStringEnumMemberName("indexed")]
    Indexed,

    /// <summary>Read, and nothing to find in it. The error says why; what is told of reading it is in its notes.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,

    /// <summary>Broken, over a limit, or given up on after its tries. The error says what to change.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Of a kind that is not read.</summary>
    [JsonStringEnumMemberName("unsupported")]
    Unsupported,
}
