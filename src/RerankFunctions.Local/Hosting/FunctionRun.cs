namespace RerankFunctions.Local.Hosting;

public enum FunctionOutcome
{
    Succeeded,

    /// <summary>It failed and will be delivered again.</summary>
    WillRetry,

    /// <summary>It failed for good: an HTTP request, or a message that went to the poison queue.</summary>
    Failed,
}

/// <summary>One run of a function.</summary>
/// <param name="Trigger">What it ran for: an HTTP method and path, a blob's name or a queue's.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Status">The HTTP status, for an HTTP function.</param>
/// <param name="Error">The exception's message, where it failed.</param>
public sealed record FunctionRun(
    string Function, string Trigger, int Attempt, FunctionOutcome Outcome, TimeSpan Duration, int? Status = null, string? Error = null);
