using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Tests;

/// <summary>The parts of a minute where there is no storage account: each is there once, or again after a minute of this clock.</summary>
/// <param name="clock">Null for the system's.</param>
internal sealed class PartsInMemory(TimeProvider? clock = null) : ISharedMinute
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Dictionary<int, long> _taken = [];

    public Task<bool> TakeAsync(int parts, CancellationToken cancellationToken)
    {
        lock (_taken)
        {
            for (var part = 0; part < parts; part++)
            {
                if (_taken.TryGetValue(part, out var since) && _clock.GetElapsedTime(since) < ISharedMinute.Length)
                    continue;
                _taken[part] = _clock.GetTimestamp();
                return Task.FromResult(true);
            }
        }

        return Task.FromResult(false);
    }
}
