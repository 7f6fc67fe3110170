namespace RerankFunctions.Testing;

/// <summary>
/// A server of Qdrant to try, on this machine and without a key: RERANK_QDRANT in the environment is the address of its gRPC port, such as
/// http://localhost:6334. Tests make collections of their own on it, and remove them.
/// </summary>
public static class RealQdrant
{
    public static string? Endpoint { get; } = Environment.GetEnvironmentVariable("RERANK_QDRANT") is { Length: > 0 } address ? address : null;

    public static void SkipWithout()
        => Assert.SkipWhen(Endpoint is null, "There is no Qdrant to try: RERANK_QDRANT is not set to the address of its gRPC port.");

    public static string NewCollection() => $"rerankfunctions-test-{Guid.NewGuid():N}";
}
