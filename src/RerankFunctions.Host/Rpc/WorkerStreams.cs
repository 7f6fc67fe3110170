using System.Collections.Concurrent;
using Grpc.Core;

namespace RerankFunctions.Host.Rpc;

/// <summary>The gRPC service that workers connect to: gives each stream to whoever expects a worker of its id.</summary>
internal sealed class WorkerStreams : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _expected = new();

    /// <summary>From now on, a worker of the channel's id may connect.</summary>
    public void Expect(WorkerChannel channel) => _expected[channel.WorkerId] = channel;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (await requestStream.MoveNext(context.CancellationToken)
            && requestStream.Current.StartStream is { } start
            && _expected.TryRemove(start.WorkerId, out var channel))
            await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
