using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant;
using HealthService = Qdrant.Client.Grpc.Qdrant;

namespace RerankFunctions.Emulators.Tests.Qdrant.Replay;

/// <summary>Recorded calls made again, byte for byte, on an emulator.</summary>
internal static class ReplayedCalls
{
    private const string NoKey = "Must provide an API key or an Authorization bearer token";

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(message => message, message => message);

    private static readonly Dictionary<string, MethodDescriptor> Methods =
        new[] { Collections.Descriptor, Points.Descriptor, HealthService.Descriptor }
            .SelectMany(service => service.Methods)
            .ToDictionary(method => $"{method.Service.FullName}/{method.Name}");

    /// <summary>What each call is answered differently by the emulator, or null.</summary>
    public static async Task<IReadOnlyList<string?>> DifferencesAsync(
        IReadOnlyList<RecordedCall> calls, QdrantEmulatorOptions options, CancellationToken cancellationToken)
    {
        await using var emulator = await QdrantEmulator.StartAsync(options, cancellationToken);
        using var channel = GrpcChannel.ForAddress(
            emulator.Endpoint, new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        var invoker = channel.CreateCallInvoker();
        var differences = new List<string?>();
        foreach (var call in calls)
            differences.Add(await DifferenceAsync(invoker, call, options.ApiKey, cancellationToken));
        return differences;
    }

    private static async Task<string?> DifferenceAsync(CallInvoker invoker, RecordedCall call, string? key, CancellationToken cancellationToken)
    {
        var descriptor = Methods[call.Method];
        var method = new Method<byte[], byte[]>(MethodType.Unary, descriptor.Service.FullName, descriptor.Name, Bytes, Bytes);
        var options = new CallOptions(Headers(call, key), cancellationToken: cancellationToken);
        try
        {
            var answer = await AskAsync(call.Request);
            if (call.Status != StatusCode.OK)
                return $"expected {call.Status} \"{call.Message}\", got an answer";
            var recorded = descriptor.OutputType.Parser.ParseFrom(call.Response);
            if (recorded is QueryResponse hits)
            {
                await CutTies.SettleAsync(
                    QueryPoints.Parser.ParseFrom(call.Request), hits, (QueryResponse)answer,
                    async longer => (QueryResponse)await AskAsync(longer.ToByteArray()));
            }
            return AnswerComparison.Difference(recorded, answer);
        }
        catch (RpcException refusal)
        {
            return (refusal.StatusCode, refusal.Status.Detail) == (call.Status, call.Message)
                ? null
                : $"expected {call.Status} \"{call.Message}\", got {refusal.StatusCode} \"{refusal.Status.Detail}\"";
        }

        async Task<IMessage> AskAsync(byte[] request)
            => descriptor.OutputType.Parser.ParseFrom(await invoker.AsyncUnaryCall(method, null, options, request));
    }

    /// <summary>Keys are not recorded: those that the server refused were wrong, or there was none.</summary>
    private static Metadata Headers(RecordedCall call, string? key) => (call.Status, call.Message) switch
    {
        (StatusCode.Unauthenticated, NoKey) => [],
        (StatusCode.Unauthenticated, _) => new Metadata { { "api-key", "wrong" } },
        _ => key is null ? [] : new Metadata { { "api-key", key } },
    };
}
