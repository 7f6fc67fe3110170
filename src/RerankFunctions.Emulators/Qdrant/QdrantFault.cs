using Grpc.Core;

namespace RerankFunctions.Emulators.Qdrant;

/// <summary>
/// What goes wrong with calls of one operation, named as its gRPC method is: "Upsert", "Query", "Create", "HealthCheck" …
/// (Delete is both a collection's and its points').
/// </summary>
public sealed record QdrantFault(string Operation)
{
    /// <summary>The status to fail with; null lets the call through, late if there is latency.</summary>
    public StatusCode? Status { get; init; }

    public string Message { get; init; } = "A fault that the Qdrant emulator was told to make.";

    /// <summary>Time added before the operation.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Fails after the operation took effect: the caller never learns that it did.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>How many calls it hits before it is spent; null for no end.</summary>
    public int? Count { get; init; }

    /// <summary>The share of calls that it hits, 0 to 1, drawn by <see cref="Seed"/>.</summary>
    public double Probability { get; init; } = 1;

    public int Seed { get; init; }
}
