using System.Text.Json;

namespace RerankFunctions.Pipeline.Common;

/// <summary>Asks all at once, on behalf of everybody who wants to know, and again after half a minute: load balancers ask often.</summary>
internal sealed class Readiness(IEnumerable<IReadinessProbe> probes, TimeProvider clock) : IReadiness
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    /// <summary>Longer than any stage of a search waits by default.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<ReadinessReport>? _asked;
    private long _at;

    public Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_asked is null || clock.GetElapsedTime(_at) >= Kept)
                (_asked, _at) = (AskAllAsync(), clock.GetTimestamp());
            return _asked.WaitAsync(cancellationToken);
        }
    }

    private async Task<ReadinessReport> AskAllAsync()
    {
        var answers = await Task.WhenAll(probes.Select(AskAsync));
        return new ReadinessReport(answers.All(answer => answer.State == Ok), clock.GetUtcNow(), answers);
    }

    private const string Ok = "ok";

    private async Task<DependencyReadiness> AskAsync(IReadinessProbe probe)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            // Not all clients heed a token while they connect.
            var remark = await probe.AskAsync(patience.Token).WaitAsync(patience.Token);
            return new DependencyReadiness(probe.Dependency, probe.Part, Ok, remark);
        }
        catch (OperationCanceledException)
        {
            return Failed(new DependencyException(probe.Dependency, DependencyFailure.TimedOut, "It did not answer in time."));
        }
        catch (DependencyException failure)
        {
            return Failed(failure);
        }

        DependencyReadiness Failed(DependencyException failure) => new(
            probe.Dependency, probe.Part, JsonNamingPolicy.KebabCaseLower.ConvertName($"{failure.Failure}"), failure.Summary);
    }
}
