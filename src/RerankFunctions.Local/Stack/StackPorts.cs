using RerankFunctions.Local.Azurite;
using RerankFunctions.Pipeline.Qdrant;

namespace RerankFunctions.Local.Stack;

/// <summary>Where everything listens, on the loopback interface; 0 takes a free port.</summary>
public sealed record StackPorts
{
    /// <summary>Core Tools' own default.</summary>
    public int Functions { get; init; } = 7071;

    public int Cohere { get; init; } = 7072;

    public int Qdrant { get; init; } = QdrantOptions.GrpcPort;

    public int AzuriteBlob { get; init; } = AzuriteOptions.DefaultBlobPort;

    public int AzuriteQueue { get; init; } = AzuriteOptions.DefaultQueuePort;

    public static StackPorts Free { get; } = new() { Functions = 0, Cohere = 0, Qdrant = 0, AzuriteBlob = 0, AzuriteQueue = 0 };
}
