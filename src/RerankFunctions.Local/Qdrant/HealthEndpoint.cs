using Grpc.Core;
using RerankFunctions.Local.Qdrant.Protocol;

namespace RerankFunctions.Local.Qdrant;

internal sealed class HealthEndpoint : Protocol.Qdrant.QdrantBase
{
    public override Task<HealthCheckReply> HealthCheck(HealthCheckRequest request, ServerCallContext context) =>
        Task.FromResult(new HealthCheckReply { Title = QdrantEmulator.Title, Version = QdrantEmulator.QdrantVersion });
}
