namespace RerankFunctions.Emulators.Faults;

/// <summary>A fault that an emulator serves on request, for the next calls or until it is cleared.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Operation">The operation that fails, such as "embed", or <see cref="AnyOperation"/>.</param>
/// <param name="Status">The HTTP status of <see cref="FaultKind.Status"/>, 400 to 599.</param>
/// <param name="RetryAfterSeconds">The Retry-After header of <see cref="FaultKind.Status"/> in seconds; none if null.</param>
/// <param name="Message">The error's message; by default the service's own for that status.</param>
/// <param name="LatencyMs">How long the call waits before anything else happens, in milliseconds. Goes with every kind.</param>
/// <param name="Count">How many calls it hits; null for all until it is cleared.</param>
/// <param name="Probability">The share of calls it hits, above 0 and up to 1.</param>
/// <param name="Seed">Which calls those are: the same seed hits the same ones.</param>
public sealed record Fault(
    FaultKind Kind,
    string Operation = Fault.AnyOperation,
    int? Status = null,
    int? RetryAfterSeconds = null,
    string? Message = null,
    int LatencyMs = 0,
    int? Count = null,
    double Probability = 1,
    int Seed = 0)
{
    /// <summary>Matches every operation.</summary>
    public const string AnyOperation = "*";

    /// <summary>What is wrong with this fault, naming the field, or null.</summary>
    public string? Problem(IReadOnlyCollection<string> operations) => this switch
    {
        _ when Operation != AnyOperation && !operations.Contains(Operation) =>
            $"operation: must be one of {string.Join(", ", operations)}, {AnyOperation}",
        { Kind: FaultKind.Status, Status: not (>= 400 and <= 599) } => "status: must be 400 to 599 when kind is status",
        { Kind: not FaultKind.Status, Status: not null } => "status: only when kind is status",
        { Kind: not FaultKind.Status, RetryAfterSeconds: not null } => "retryAfterSeconds: only when kind is status",
        { RetryAfterSeconds: < 0 } => "retryAfterSeconds: must not be negative",
        { Kind: FaultKind.Latency, LatencyMs: 0 } => "latencyMs: must be above 0 when kind is latency",
        { LatencyMs: < 0 } => "latencyMs: must not be negative",
        { Count: < 1 } => "count: must be at least 1",
        { Probability: not (> 0 and <= 1) } => "probability: must be above 0 and at most 1",
        _ => null,
    };
}
