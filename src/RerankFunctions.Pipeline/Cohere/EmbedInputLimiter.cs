using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>
/// Keeps ingestion, on all instances together, within its share of Cohere's limit on embed inputs a minute (it counts texts, not calls): the rest
/// is left to queries, which do not wait. This instance takes parts of the share as it needs them. What is waited for in vain puts its document
/// off. The limit is the account's, and others draw on it too: a 429 halves the rate, and each minute without one doubles it again.
/// </summary>
internal sealed class EmbedInputLimiter(IOptions<CohereOptions> options, ISharedMinute minute, TimeProvider clock)
{
    private const int MostParts = 16;
    private const int MostHalvings = 5;

    /// <summary>Calls under way together are refused together, which says no more than one.</summary>
    private static readonly TimeSpan OneRefusal = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks for a part while all are taken.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>In a minute each part comes free once, and others were quicker every time.</summary>
    private static readonly TimeSpan Patience = ISharedMinute.Length + Pause;

    /// <summary>A part holds the largest call, and a small installation's share has few of those.</summary>
    private readonly int _parts = Math.Clamp(options.Value.IngestionInputsPerMinute / CohereClient.MaxTextsPerCall, 1, MostParts);

    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private readonly List<Part> _taken = [];
    private bool _isServing;

    /// <summary>What was used beyond what there was: parts pay for it first.</summary>
    private int _debt;

    private int _halvings;
    private DateTimeOffset _changed = DateTimeOffset.MinValue;

    /// <summary>What a part is worth.</summary>
    private int PartSize => options.Value.IngestionInputsPerMinute / _parts;

    /// <summary>Returns when so many texts may be sent, at most as many as a call takes.</summary>
    /// <exception cref="PutOffException">Other documents took all that there was, for longer than a minute.</exception>
    /// <exception cref="DependencyException">Whoever keeps the shares failed.</exception>
    public async Task WaitAsync(int texts, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(texts, clock.GetTimestamp());
        bool isFirst;
        lock (_lock)
        {
            _waiting.Add(waiting);
            isFirst = !_isServing;
            _isServing = true;
        }

        if (isFirst)
        {
            // It outlives the call that began it, and is no part of that one's trace.
            using (ExecutionContext.SuppressFlow())
                _ = ServeAsync();
        }

        try
        {
            await waiting.Turn.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_lock)
                _waiting.Remove(waiting);
        }
    }

    /// <summary>Cohere has refused a call for being one too many.</summary>
    public void Refused()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_halvings > 0 && now - _changed < OneRefusal)
                return;
            (_halvings, _changed) = (Math.Min(_halvings + 1, MostHalvings), now);
        }
    }

    /// <summary>Until nobody waits.</summary>
    private async Task ServeAsync()
    {
        while (Next() is { } next)
        {
            try
            {
                var now = clock.GetTimestamp();
                if (TryUse(next.Texts))
                    next.Turn.TrySetResult();
                else if (await minute.TakeAsync(_parts, CancellationToken.None))
                    Add(new Part(now, PartSize));
                else if (clock.GetElapsedTime(next.Since) > Patience)
                    next.Turn.TrySetException(new PutOffException("ingestion's share of Cohere's inputs a minute is taken by other documents"));
                else
                    await Task.Delay(Pause, clock);
            }
            catch (Exception failure)
            {
                next.Turn.TrySetException(failure);
            }
        }
    }

    /// <summary>
    /// A small document goes before a large one, whose calls are full but for the last: it costs the large one little, and would else wait for
    /// all that several large ones have under way.
    /// </summary>
    private Waiting? Next()
    {
        lock (_lock)
        {
            _waiting.RemoveAll(waiting => waiting.Turn.Task.IsCompleted);
            _isServing = _waiting.Count > 0;
            return _waiting.MinBy(waiting => waiting.Texts);
        }
    }

    private void Add(Part part)
    {
        lock (_lock)
        {
            _taken.Add(part);
            _debt -= Draw(_debt);
        }
    }

    private bool TryUse(int texts)
    {
        lock (_lock)
        {
            _taken.RemoveAll(part => part.Left == 0 || clock.GetElapsedTime(part.Since) >= ISharedMinute.Length);
            if (_taken.Sum(part => part.Left) < texts)
                return false;
            Draw(texts);
            // At a half of the rate, a text takes the room of two; a minute's worth of waiting is enough of it.
            _debt = (int)Math.Min(_debt + ((long)texts << Halvings()) - texts, options.Value.IngestionInputsPerMinute);
            _debt -= Draw(_debt);
            return true;
        }
    }

    /// <summary>Takes so much from the parts, those first that end first; returns how much there was of it.</summary>
    private int Draw(int wanted)
    {
        var left = wanted;
        foreach (var part in _taken)
        {
            var drawn = Math.Min(left, part.Left);
            part.Left -= drawn;
            left -= drawn;
        }

        return wanted - left;
    }

    private int Halvings()
    {
        for (; _halvings > 0 && clock.GetUtcNow() - _changed >= ISharedMinute.Length; _halvings--)
            _changed += ISharedMinute.Length;
        return _halvings;
    }

    private sealed class Waiting(int texts, long since)
    {
        public int Texts => texts;

        public long Since => since;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Part(long since, int left)
    {
        public long Since => since;

        public int Left { get; set; } = left;
    }
}
