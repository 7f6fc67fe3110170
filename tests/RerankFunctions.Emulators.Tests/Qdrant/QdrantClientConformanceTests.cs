using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Emulators.Qdrant.Protocol;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class QdrantClientConformanceTests : IDisposable
{
    private const int Expected = 17;

    private readonly string _protocol = Path.GetTempFileName();

    [Fact]
    public async Task Qdrants_own_client_for_JavaScript_gets_from_the_emulator_what_Qdrant_would_give()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var emulator = await QdrantEmulator.StartAsync(new() { ApiKey = "conformance-key" }, cancelled);
        FileDescriptor[] files =
        [
            TimestampReflection.Descriptor, JsonWithIntReflection.Descriptor, QdrantCommonReflection.Descriptor,
            QdrantReflection.Descriptor, CollectionsReflection.Descriptor, PointsReflection.Descriptor,
        ];
        var protocol = new FileDescriptorSet { File = { files.Select(file => file.ToProto()) } };
        await File.WriteAllBytesAsync(_protocol, protocol.ToByteArray(), cancelled);

        var run = await NodeConformance.RunAsync(
            "qdrant.mjs",
            new Dictionary<string, string> { ["QDRANT_ENDPOINT"] = emulator.Endpoint.ToString(), ["QDRANT_PROTOCOL"] = _protocol },
            cancelled);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains($"# pass {Expected}", run.Output.Replace('\u2139', '#'), StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_protocol);
}
