using System.Text.Json.Serialization;

namespace RerankFunctions.Emulators.Faults;

/// <summary>What a fault does to a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>Answers late and otherwise normally.</summary>
    [JsonStringEnumMemberName("latency")]
    Latency,

    /// <summary>Answers with an error status.</summary>
    [JsonStringEnumMemberName("status")]
    Status,

    /// <summary>Drops the connection without an answer.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>Answers 200 with JSON that stops in the middle.</summary>
    [JsonStringEnumMemberName("malformed")]
    Malformed,

    /// <summary>Never answers: waits until the client gives up.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,
}
