using System.Text.Json.Serialization;

namespace RerankFunctions.Emulators.Faults;

/// <summary>A fault that an emulator serves on request, for the next calls or until it is cleared.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Operation">The operation that fails, such as "embed" or "Upsert", or <see cref="AnyOperation"/>.</param>
/// <param name="Status">The status of <see cref="FaultKind.Status"/>: HTTP's, 400 to 599, or gRPC's, 1 to 16.</param>
/// <param name="RetryAfterSeconds">The Retry-After of <see cref="FaultKind.Status"/> in seconds; none if null.</param>
/// <param name="Message">The error's message; by default the service's own for that status.</param>
/// <param name="LatencyMs">How long the call waits before anything else happens, in milliseconds. Goes with every kind.</param>
/// <param name="Count">How many calls it hits; null for all until it is cleared.</param>
/// <param name="Probability">The share of calls it hits, above 0 and up to 1.</param>
/// <param name="Seed">Which calls those are: the same seed hits the same ones.</param>
/// <param name="Containing">It hits calls whose body has this in it, byte for byte; null for any.</param>
/// <param name="AfterEffect">The call takes effect first, and only its answer is lost.</param>
public sealed record Fault(
    FaultKind Kind,
    string Operation = Fault.AnyOperation,
    int? Status = null,
    int? RetryAfterSeconds = null,
    string? Message = null,
    int LatencyMs = 0,
    int? Count = null,
    double Probability = 1,
    int Seed = 0,
    string? Containing = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AfterEffect = false)
{
    /// <summary>Matches every operation.</summary>
    public const string AnyOperation = "*";
}
