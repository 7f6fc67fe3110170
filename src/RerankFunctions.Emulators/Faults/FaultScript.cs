using System.Text;

namespace RerankFunctions.Emulators.Faults;

/// <summary>
/// The faults that wait for their calls. A call takes the first one, in the order they were set, that matches its operation
/// and whose probability hits. Safe for concurrent calls.
/// </summary>
/// <param name="rules">Which faults the emulator can make.</param>
public sealed class FaultScript(FaultRules rules)
{
    private readonly Lock _lock = new();
    private readonly List<Armed> _armed = [];

    /// <summary>The faults still waiting, each with the calls it has left as its count.</summary>
    public IReadOnlyList<Fault> Waiting
    {
        get
        {
            lock (_lock)
                return [.. _armed.Select(armed => armed.Fault with { Count = armed.Left })];
        }
    }

    /// <summary>Adds a fault behind those that wait already.</summary>
    /// <exception cref="ArgumentException">The fault makes no sense; the message names the field.</exception>
    public void Add(Fault fault)
    {
        if (rules.Problem(fault) is { } problem)
            throw new ArgumentException(problem);
        lock (_lock)
            _armed.Add(new Armed(fault));
    }

    /// <summary>Puts these faults in place of those that wait.</summary>
    /// <exception cref="ArgumentException">One of them makes no sense; nothing was changed.</exception>
    public void Replace(IReadOnlyList<Fault> faults)
    {
        for (var i = 0; i < faults.Count; i++)
        {
            if (rules.Problem(faults[i]) is { } problem)
                throw new ArgumentException($"faults[{i}].{problem}");
        }

        lock (_lock)
        {
            _armed.Clear();
            _armed.AddRange(faults.Select(fault => new Armed(fault)));
        }
    }

    /// <summary>Forgets all faults.</summary>
    public void Clear() => Replace([]);

    /// <summary>The fault that this call must serve, or null. Uses up one of its count.</summary>
    /// <param name="body">As it came; none where the rules know no bodies.</param>
    public Fault? Take(string operation, ReadOnlySpan<byte> body = default)
    {
        lock (_lock)
        {
            var armed = FirstThatHits(operation, body);
            if (armed is { Left: { } left })
            {
                armed.Left = left - 1;
                if (left == 1)
                    _armed.Remove(armed);
            }

            return armed?.Fault;
        }
    }

    private Armed? FirstThatHits(string operation, ReadOnlySpan<byte> body)
    {
        foreach (var armed in _armed)
        {
            if (armed.Hits(operation, body))
                return armed;
        }

        return null;
    }

    private sealed class Armed(Fault fault)
    {
        private readonly Random _random = new(fault.Seed);
        private readonly byte[] _containing = Encoding.UTF8.GetBytes(fault.Containing ?? "");

        public Fault Fault => fault;

        public int? Left { get; set; } = fault.Count;

        public bool Hits(string operation, ReadOnlySpan<byte> body)
            => (fault.Operation == Fault.AnyOperation || fault.Operation == operation)
            && body.IndexOf(_containing) >= 0
            && (fault.Probability >= 1 || _random.NextDouble() < fault.Probability);
    }
}
