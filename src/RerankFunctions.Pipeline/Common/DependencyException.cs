namespace RerankFunctions.Pipeline.Common;

/// <summary>How a remote service failed us, as far as a caller can act on it.</summary>
public enum DependencyFailure
{
    /// <summary>It could not be reached, or said that it cannot serve now.</summary>
    Unavailable,

    /// <summary>It did not answer in the time given.</summary>
    TimedOut,

    /// <summary>It asked for fewer calls.</summary>
    Throttled,

    /// <summary>It refused the call for good: a key, a model name or a setting is wrong.</summary>
    Refused,

    /// <summary>It answered with something that is not an answer.</summary>
    BadResponse,
}

/// <summary>A call to a service we depend on failed, retries included.</summary>
/// <param name="dependency">Its name as users know it: Cohere, Qdrant or Blob Storage.</param>
/// <param name="message">For logs: may tell what the service said, never a key.</param>
/// <param name="retryAfter">When the service said to come again, if it did.</param>
public sealed class DependencyException(
    string dependency, DependencyFailure failure, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Services repeat in their refusals what they were sent: enough to tell a refusal by, too little to read a document in.</summary>
    private const int SaidAtMost = 100;

    public string Dependency { get; } = dependency;

    public DependencyFailure Failure { get; } = failure;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The beginning of what a service said, for a message.</summary>
    public static string Quoted(string said) => said.Length <= SaidAtMost ? said : $"{said.AsSpan(0, SaidAtMost)}…";

    /// <summary>Nothing is wrong with what was asked: it will be done when the service is there.</summary>
    internal bool IsWaitedFor => Failure is DependencyFailure.Unavailable or DependencyFailure.TimedOut or DependencyFailure.Throttled;

    /// <summary>What users may hear of it: nothing of what the service said.</summary>
    public string Summary => Failure switch
    {
        DependencyFailure.Throttled => $"{Dependency} asks for fewer requests; try again later.",
        DependencyFailure.TimedOut => $"{Dependency} did not answer in time; try again.",
        DependencyFailure.Unavailable => $"{Dependency} cannot be reached; try again later.",
        DependencyFailure.Refused =>
            $"{Dependency} refused our request; whoever runs this app should check its key, endpoint and model settings.",
        _ => $"{Dependency} failed; try again later.",
    };
}
