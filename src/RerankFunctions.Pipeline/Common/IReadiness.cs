using System.Text.Json.Serialization;

namespace RerankFunctions.Pipeline.Common;

/// <summary>Whether all that the app depends on would serve it.</summary>
public interface IReadiness
{
    /// <summary>As it was found within the last half a minute.</summary>
    Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken);
}

/// <param name="Ready">Whether all serve.</param>
/// <param name="At">When they were asked.</param>
public sealed record ReadinessReport(bool Ready, DateTimeOffset At, IReadOnlyList<DependencyReadiness> Dependencies);

/// <param name="Dependency">The service.</param>
/// <param name="Part">What of it is asked for, and the setting that says so.</param>
/// <param name="State">ok, or how it fails, as <see cref="DependencyFailure"/> has it.</param>
/// <param name="Message">Why it does not serve, or what should be known though it does; null for nothing.</param>
public sealed record DependencyReadiness(string Dependency, string Part, string State, string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadinessReport))]
public sealed partial class ReadinessJson : JsonSerializerContext;
