namespace RerankFunctions.Emulators.Faults;

/// <summary>Which faults an emulator can make.</summary>
/// <param name="Operations">What its operations are called.</param>
public sealed record FaultRules(IReadOnlyCollection<string> Operations)
{
    /// <summary>The error statuses of its protocol, HTTP's by default.</summary>
    public int LowestStatus { get; init; } = 400;

    /// <inheritdoc cref="LowestStatus"/>
    public int HighestStatus { get; init; } = 599;

    public IReadOnlyCollection<FaultKind> Kinds { get; init; } = Enum.GetValues<FaultKind>();

    /// <summary>Whether it can do what it was asked and then lose the answer.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>Whether it sees the bodies of calls as they came.</summary>
    public bool Bodies { get; init; }

    /// <summary>What is wrong with a fault, naming the field, or null.</summary>
    internal string? Problem(Fault fault) => fault switch
    {
        _ when fault.Operation != Fault.AnyOperation && !Operations.Contains(fault.Operation) =>
            $"operation: must be one of {string.Join(", ", Operations)}, {Fault.AnyOperation}",
        _ when !Kinds.Contains(fault.Kind) => $"kind: must be one of {string.Join(", ", Kinds)}",
        { Kind: FaultKind.Status } when !(fault.Status >= LowestStatus && fault.Status <= HighestStatus) =>
            $"status: must be {LowestStatus} to {HighestStatus} when kind is status",
        { Kind: not FaultKind.Status, Status: not null } => "status: only when kind is status",
        { Kind: not FaultKind.Status, RetryAfterSeconds: not null } => "retryAfterSeconds: only when kind is status",
        { RetryAfterSeconds: < 0 } => "retryAfterSeconds: must not be negative",
        { AfterEffect: true } when !AfterEffect => "afterEffect: not by this emulator",
        { AfterEffect: true, Kind: not (FaultKind.Status or FaultKind.Drop) } => "afterEffect: only when kind is status or drop",
        { Containing: not null } when !Bodies => "containing: not by this emulator",
        { Containing: "" } => "containing: must not be empty",
        { Kind: FaultKind.Latency, LatencyMs: 0 } => "latencyMs: must be above 0 when kind is latency",
        { LatencyMs: < 0 } => "latencyMs: must not be negative",
        { Count: < 1 } => "count: must be at least 1",
        { Probability: not (> 0 and <= 1) } => "probability: must be above 0 and at most 1",
        _ => null,
    };
}
