namespace RerankFunctions.Emulators.Qdrant;

/// <summary>The faults that a Qdrant emulator makes. Each call meets the first that applies to it, in the order of adding.</summary>
public sealed class QdrantFaults
{
    private readonly Lock _guard = new();
    private readonly List<Rule> _rules = [];

    public void Add(QdrantFault fault)
    {
        lock (_guard)
            _rules.Add(new Rule(fault));
    }

    public void Clear()
    {
        lock (_guard)
            _rules.Clear();
    }

    /// <summary>The fault for the next call of an operation, taken off its count.</summary>
    internal QdrantFault? Next(string operation)
    {
        lock (_guard)
            return _rules.FirstOrDefault(rule => rule.Fault.Operation == operation && rule.Hits())?.Fault;
    }

    private sealed class Rule(QdrantFault fault)
    {
#pragma warning disable CA5394 // Repeatable is what it must be.
        private readonly Random _random = new(fault.Seed);
#pragma warning restore CA5394
        private int _hits;

        public QdrantFault Fault => fault;

        public bool Hits()
        {
#pragma warning disable CA5394
            if (_hits >= fault.Count || _random.NextDouble() >= fault.Probability)
                return false;
#pragma warning restore CA5394
            _hits++;
            return true;
        }
    }
}
