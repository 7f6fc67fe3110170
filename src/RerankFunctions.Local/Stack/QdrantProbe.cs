using Grpc.Core;
using Qdrant.Client;
using RerankFunctions.Emulators.Qdrant;

namespace RerankFunctions.Local.Stack;

/// <summary>Asks whether a Qdrant answers on a port of this machine, a container's say.</summary>
internal static class QdrantProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What it says it is, with its version; null if nothing there speaks Qdrant's gRPC.</summary>
    /// <exception cref="StartupException">It is another runner's emulator, whose data is not ours to write.</exception>
    public static async Task<string?> AskAsync(int port, CancellationToken cancellationToken)
    {
        if (port == 0)
            return null;

        try
        {
            using var client = new QdrantClient(new Uri($"http://127.0.0.1:{port}"), grpcTimeout: Patience);
            var health = await client.HealthAsync(cancellationToken);
            return health.Title == QdrantEmulator.Title
                ? throw new StartupException(
                    $"Port {port} has the Qdrant emulator of another runner: stop that one, or choose another port with --qdrant-port.")
                : $"{health.Title} {health.Version}";
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
