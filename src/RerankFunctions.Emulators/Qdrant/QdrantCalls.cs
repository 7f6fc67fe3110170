using System.Collections.Concurrent;

namespace RerankFunctions.Emulators.Qdrant;

/// <summary>How often each operation has been called, by the name of its gRPC method ("Upsert", "Query" …), failures included.</summary>
public sealed class QdrantCalls
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string operation] => _counts.GetValueOrDefault(operation);

    public int Total => _counts.Values.Sum();

    public IReadOnlyDictionary<string, int> Counts => new SortedDictionary<string, int>(_counts, StringComparer.Ordinal);

    public void Clear() => _counts.Clear();

    internal void Add(string operation) => _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
}
