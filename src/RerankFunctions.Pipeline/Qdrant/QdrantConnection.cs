using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>
/// The client on a channel of our own: the one that Qdrant.Client makes itself (QdrantChannel.ForAddress) sends the key in the same way, in the
/// metadata of each call, but has no say in the connection.
/// </summary>
internal sealed class QdrantConnection : IDisposable
{
    private readonly GrpcChannel _channel;

    public QdrantConnection(QdrantOptions options)
    {
        _channel = GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions { HttpHandler = Handler(), DisposeHttpClient = true });
        var invoker = string.IsNullOrEmpty(options.ApiKey)
            ? _channel.CreateCallInvoker()
            : _channel.Intercept(metadata =>
            {
                metadata.Add("api-key", options.ApiKey);
                return metadata;
            });
        Client = new QdrantClient(new QdrantGrpcClient(invoker), TimeSpan.FromSeconds(options.TimeoutSeconds));
    }

    public QdrantClient Client { get; }

    /// <summary>
    /// A connection that a network has dropped without a word is noticed by a ping that nobody answers, rather than by each call's deadline; and
    /// calls beyond what one connection takes (a hundred, of most servers) open another instead of queueing.
    /// </summary>
    internal static SocketsHttpHandler Handler() => new()
    {
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        EnableMultipleHttp2Connections = true,
    };

    public void Dispose()
    {
        Client.Dispose();
        _channel.Dispose();
    }
}
