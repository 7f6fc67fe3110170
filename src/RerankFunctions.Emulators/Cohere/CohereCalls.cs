using System.Text;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>What was asked of the emulator: counts for each operation, and the bodies of the latest requests.</summary>
public sealed class CohereCalls
{
    private const int KeptBodies = 50;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CallCounts> _counts = [];
    private readonly Queue<(string Operation, byte[] Body)> _bodies = [];

    /// <summary>Counts of embed calls.</summary>
    public CallCounts Embed => CountsOf(CohereOperation.Embed);

    /// <summary>Counts of rerank calls.</summary>
    public CallCounts Rerank => CountsOf(CohereOperation.Rerank);

    /// <summary>The bodies of the latest requests for an operation, oldest first, at most 50 over both operations.</summary>
    public IReadOnlyList<string> Bodies(string operation)
    {
        lock (_lock)
            return [.. _bodies.Where(kept => kept.Operation == operation).Select(kept => Encoding.UTF8.GetString(kept.Body))];
    }

    /// <summary>Starts counting afresh.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _counts.Clear();
            _bodies.Clear();
        }
    }

    internal void Received(string operation, byte[] body)
    {
        lock (_lock)
        {
            _bodies.Enqueue((operation, body));
            if (_bodies.Count > KeptBodies)
                _bodies.Dequeue();
            Update(operation, counts => counts with { Calls = counts.Calls + 1 });
        }
    }

    internal void Failed(string operation) => Update(operation, counts => counts with { Faults = counts.Faults + 1 });

    internal void Answered(string operation, int inputs, int tokens, string? inputType) => Update(operation, counts =>
    {
        var answered = counts with
        {
            Answered = counts.Answered + 1,
            Inputs = counts.Inputs + inputs,
            Tokens = counts.Tokens + tokens,
        };
        return inputType is null ? answered : answered.WithInputs(inputType, inputs);
    });

    private CallCounts CountsOf(string operation)
    {
        lock (_lock)
            return _counts.GetValueOrDefault(operation, CallCounts.None);
    }

    private void Update(string operation, Func<CallCounts, CallCounts> update)
    {
        lock (_lock)
            _counts[operation] = update(_counts.GetValueOrDefault(operation, CallCounts.None));
    }
}
