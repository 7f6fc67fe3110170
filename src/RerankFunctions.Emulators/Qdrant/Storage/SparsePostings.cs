using System.Runtime.InteropServices;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>The sparse vectors of one name by their indices: which points have each, and at what weight.</summary>
internal sealed class SparsePostings
{
    private readonly Dictionary<uint, Dictionary<PointKey, float>> _postings = [];

    /// <summary>How many points have such a vector, an empty one included.</summary>
    public int Count { get; private set; }

    public void Add(PointKey key, SparseValues vector)
    {
        Count++;
        for (var i = 0; i < vector.Indices.Length; i++)
        {
            if (!_postings.TryGetValue(vector.Indices[i], out var points))
                _postings.Add(vector.Indices[i], points = []);
            points[key] = vector.Values[i];
        }
    }

    public void Remove(PointKey key, SparseValues vector)
    {
        Count--;
        foreach (var index in vector.Indices)
        {
            if (_postings.TryGetValue(index, out var points) && points.Remove(key) && points.Count == 0)
                _postings.Remove(index);
        }
    }

    /// <summary>How rare an index is: ln((n - df + 0.5) / (df + 0.5) + 1), over all points, filtered out or not.</summary>
    public float InverseDocumentFrequency(uint index)
    {
        float n = Count, frequency = _postings.GetValueOrDefault(index)?.Count ?? 0;
        return MathF.Log((n - frequency + 0.5f) / (frequency + 0.5f) + 1);
    }

    /// <summary>The dot product with each point that shares an index with the query.</summary>
    public IReadOnlyDictionary<PointKey, float> Dot(SparseValues query)
    {
        var scores = new Dictionary<PointKey, float>();
        for (var i = 0; i < query.Indices.Length; i++)
        {
            foreach (var (key, weight) in _postings.GetValueOrDefault(query.Indices[i]) ?? [])
                CollectionsMarshal.GetValueRefOrAddDefault(scores, key, out _) += query.Values[i] * weight;
        }
        return scores;
    }
}
