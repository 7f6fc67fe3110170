using System.Collections.Concurrent;
using Microsoft.Azure.WebJobs.Extensions.Timers;

namespace RerankFunctions.Host.Triggers;

/// <summary>When timers ran last, for as long as this host runs: it forgets at its end, so that nothing is past due at a start.</summary>
internal sealed class ScheduleMemory : ScheduleMonitor
{
    private readonly ConcurrentDictionary<string, ScheduleStatus> _statuses = new();

    public override Task<ScheduleStatus?> GetStatusAsync(string timerName) => Task.FromResult(_statuses.GetValueOrDefault(timerName));

    public override Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        _statuses[timerName] = status;
        return Task.CompletedTask;
    }
}
