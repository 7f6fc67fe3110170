using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Qdrant.Client.Grpc;
using Service = Qdrant.Client.Grpc.Qdrant;

namespace Qdrant.Client;

/// <summary>
/// Qdrant over gRPC. A call that the service refuses throws <see cref="RpcException"/>; each call's deadline is
/// <c>grpcTimeout</c> from its start (none if zero).
/// </summary>
public partial class QdrantClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly TimeSpan _grpcTimeout;
    private readonly Collections.CollectionsClient _collections;
    private readonly Points.PointsClient _points;
    private readonly Service.QdrantClient _service;

    public QdrantClient(
        System.Uri address,
        string? apiKey = null,
        TimeSpan grpcTimeout = default,
        ILoggerFactory? loggerFactory = null)
    {
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { LoggerFactory = loggerFactory });
        _grpcTimeout = grpcTimeout;
        var calls = _channel.Intercept(metadata =>
        {
            if (apiKey is not null)
                metadata.Add("api-key", apiKey);
            return metadata;
        });
        _collections = new Collections.CollectionsClient(calls);
        _points = new Points.PointsClient(calls);
        _service = new Service.QdrantClient(calls);
    }

    public async Task<HealthCheckReply> HealthAsync(CancellationToken cancellationToken = default) =>
        await _service.HealthCheckAsync(new HealthCheckRequest(), Options(cancellationToken));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _channel.Dispose();
    }

    private CallOptions Options(CancellationToken cancellationToken) => new(
        deadline: _grpcTimeout == default ? null : DateTime.UtcNow.Add(_grpcTimeout),
        cancellationToken: cancellationToken);

    private static ulong Seconds(TimeSpan timeout) => timeout.Ticks % TimeSpan.TicksPerSecond == 0
        ? (ulong)timeout.TotalSeconds
        : throw new ArgumentException("Sub-second components in timeout are not supported");
}
