using Grpc.Core;
using RerankFunctions.Emulators.Qdrant.Protocol;

namespace RerankFunctions.Emulators.Qdrant;

internal sealed class HealthEndpoint : Protocol.Qdrant.QdrantBase
{
    public override Task<HealthCheckReply> HealthCheck(HealthCheckRequest request, ServerCallContext context) =>
        Task.FromResult(new HealthCheckReply { Title = QdrantEmulator.Title, Version = QdrantEmulator.QdrantVersion });
}
