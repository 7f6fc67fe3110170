using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Schedules.Tests.Memory;

namespace RerankFunctions.Schedules.Tests;

/// <summary>
/// Watches that a run writes nothing anew that was there, and marked, when it last asked: that would hide it. What another run adds between the
/// question and the write is not held against it, since nothing but the index itself could know.
/// </summary>
internal sealed class WatchedIndex(IDocumentIndex index, MemoryIndex truth, Action<string> wrong) : PassingIndex(index)
{
    private readonly Dictionary<int, int> _seen = [];

    public override Task<IReadOnlyList<Chunk>> MissingAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        foreach (var chunk in chunks)
            _seen[chunk.Ordinal] = truth.Marked(version, chunk.Ordinal);
        return base.MissingAsync(version, chunks, cancellationToken);
    }

    public override Task UpsertAsync(
        DocumentVersion version, IReadOnlyList<Chunk> chunks, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken)
    {
        foreach (var chunk in chunks.Where(chunk => _seen[chunk.Ordinal] > 0 && _seen[chunk.Ordinal] == truth.Marked(version, chunk.Ordinal)))
            wrong($"chunk {chunk.Ordinal} was found by search, and is hidden");
        return base.UpsertAsync(version, chunks, vectors, cancellationToken);
    }
}
