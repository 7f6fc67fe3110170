using RerankFunctions.Local.Azurite;

namespace RerankFunctions.Local.Stack;

/// <summary>Where everything listens, on the loopback interface; 0 takes a free port.</summary>
public sealed record StackPorts
{
    /// <summary>Core Tools' own default.</summary>
    public int Functions { get; init; } = 7071;

    public int Cohere { get; init; } = 7072;

    /// <summary>Qdrant's own default for gRPC.</summary>
    public int Qdrant { get; init; } = 6334;

    public int AzuriteBlob { get; init; } = AzuriteOptions.DefaultBlobPort;

    public int AzuriteQueue { get; init; } = AzuriteOptions.DefaultQueuePort;

    public static StackPorts Free { get; } = new() { Functions = 0, Cohere = 0, Qdrant = 0, AzuriteBlob = 0, AzuriteQueue = 0 };
}
