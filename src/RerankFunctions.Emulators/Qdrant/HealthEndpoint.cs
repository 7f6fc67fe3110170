using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Protocol;
using HealthService = Qdrant.Client.Grpc.Qdrant;

namespace RerankFunctions.Emulators.Qdrant;

internal sealed class HealthEndpoint
{
    public static HealthCheckReply HealthCheck() => new() { Title = QdrantEmulator.Title, Version = QdrantEmulator.QdrantVersion };

    public sealed class Service() : GrpcService<HealthEndpoint>(HealthService.Descriptor)
    {
        protected override void Serve(Served methods)
            => methods.Add("HealthCheck", (HealthEndpoint _, HealthCheckRequest _) => HealthCheck());
    }
}
