using Microsoft.Extensions.Options;

namespace RerankFunctions.Reading;

/// <summary>
/// Bounds what temporary files take in sum (<see cref="ReadingOptions.MaxTemporaryBytes"/>): a full disk would fail every document, and the host.
/// Whoever would exceed it waits; who fits goes before who does not, so that a small document waits for no large one.
/// </summary>
public sealed class TemporarySpace(IOptions<ReadingOptions> options)
{
    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private long _taken;

    /// <summary>Returns when there is room for so many bytes. More than all there is has room when nobody else has any.</summary>
    public async Task<IDisposable> TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(bytes);
        lock (_lock)
        {
            _waiting.Add(waiting);
            LetIn();
        }

        try
        {
            await waiting.Turn.Task.WaitAsync(cancellationToken);
            return new Room(this, bytes);
        }
        catch
        {
            lock (_lock)
            {
                if (!_waiting.Remove(waiting))
                    Free(bytes);
            }

            throw;
        }
    }

    private void LetIn()
    {
        foreach (var waiting in _waiting.ToList())
        {
            if (_taken > 0 && _taken + waiting.Bytes > options.Value.MaxTemporaryBytes)
                continue;
            _waiting.Remove(waiting);
            _taken += waiting.Bytes;
            waiting.Turn.SetResult();
        }
    }

    private void Free(long bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            LetIn();
        }
    }

    private sealed class Waiting(long bytes)
    {
        public long Bytes => bytes;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Room(TemporarySpace space, long bytes) : IDisposable
    {
        public void Dispose() => space.Free(bytes);
    }
}
