using System.Net;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RerankFunctions.Emulators.Qdrant.Queries;
using RerankFunctions.Emulators.Qdrant.Storage;
using RerankFunctions.Emulators.Qdrant.Updates;

namespace RerankFunctions.Emulators.Qdrant;

/// <summary>
/// Stands for a Qdrant server of v1.19 on this machine: its gRPC protocol, in the messages of Qdrant.Client, over
/// HTTP/2 without TLS, on loopback only. What it does, it does as Qdrant does, errors included; what it does not do, it
/// refuses as unimplemented. docs/emulators.md lists where it differs.
/// </summary>
public sealed class QdrantEmulator : IAsyncDisposable
{
    /// <summary>What its health check says it is, so that nobody takes it for a real Qdrant.</summary>
    public const string Title = "qdrant emulator (RerankFunctions.Emulators)";

    /// <summary>The version whose behaviour it follows.</summary>
    public const string QdrantVersion = "1.19.0";

    /// <summary>How long calls in flight may take to end when it stops.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _server;
    private readonly CollectionCatalog _catalog;

    private QdrantEmulator(WebApplication server, CollectionCatalog catalog)
    {
        _server = server;
        _catalog = catalog;
        Faults = server.Services.GetRequiredService<QdrantFaults>();
        Calls = server.Services.GetRequiredService<QdrantCalls>();
        Endpoint = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Endpoint { get; }

    public QdrantFaults Faults { get; }

    public QdrantCalls Calls { get; }

    /// <summary>Starts one, with the collections of its data folder.</summary>
    /// <exception cref="IOException">The port or the data folder is in use.</exception>
    public static async Task<QdrantEmulator> StartAsync(QdrantEmulatorOptions options, CancellationToken ct)
    {
        var catalog = new CollectionCatalog(options.DataFolder, options.StrictMode);
        try
        {
            var server = Build(options, catalog);
            await server.StartAsync(ct);
            return new QdrantEmulator(server, catalog);
        }
        catch
        {
            catalog.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _server.StopAsync(patience.Token);
        await _server.DisposeAsync();
        _catalog.Dispose();
    }

    private static WebApplication Build(QdrantEmulatorOptions options, CollectionCatalog catalog)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(catalog);
        builder.Services.AddSingleton(new TieOrder(options.TiedFirst));
        builder.Services.AddSingleton<PointUpdates>();
        builder.Services.AddSingleton<SchemaUpdates>();
        builder.Services.AddSingleton<PointReads>();
        builder.Services.AddSingleton<PointSearches>();
        builder.Services.AddSingleton<QdrantFaults>();
        builder.Services.AddSingleton<QdrantCalls>();
        builder.Services.AddSingleton<IServiceMethodProvider<CollectionsEndpoint>, CollectionsEndpoint.Service>();
        builder.Services.AddSingleton<IServiceMethodProvider<PointsEndpoint>, PointsEndpoint.Service>();
        builder.Services.AddSingleton<IServiceMethodProvider<HealthEndpoint>, HealthEndpoint.Service>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<CallInterceptor>();
            // As Qdrant: neither side is limited.
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });

        var server = builder.Build();
        server.MapGrpcService<CollectionsEndpoint>();
        server.MapGrpcService<PointsEndpoint>();
        server.MapGrpcService<HealthEndpoint>();
        return server;
    }
}
