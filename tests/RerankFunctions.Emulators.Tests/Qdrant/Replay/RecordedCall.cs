using System.Text.Json;
using Grpc.Core;
using RerankFunctions.Local;

namespace RerankFunctions.Emulators.Tests.Qdrant.Replay;

/// <summary>A call of a conversation with a real Qdrant 1.19.0, in ../shared/data/qdrant (which is no part of the repository).</summary>
/// <param name="Method">Service and method, such as <c>qdrant.Points/Upsert</c>.</param>
/// <param name="Request">The message as it was sent.</param>
/// <param name="Response">The message that came back; empty if the call was refused.</param>
internal sealed record RecordedCall(string Method, byte[] Request, byte[] Response, StatusCode Status, string Message)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The calls in their order, after skipping the test where there are none.</summary>
    public static IReadOnlyList<RecordedCall> Read(string file)
    {
        var path = Repository.Path("..", "shared", "data", "qdrant", file);
        if (!File.Exists(path))
            Assert.Skip($"../shared/data/qdrant/{file} is not on this machine.");
        return [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<RecordedCall>(line, Json)!)];
    }
}
