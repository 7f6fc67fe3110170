using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>
/// Maximal marginal relevance: hits near the query and far from those already picked, each with its own similarity as its score, in the
/// order of picking (qdrant v1.19.0, lib/shard/src/query/mmr).
/// </summary>
internal static class MarginalRelevance
{
    private const float DefaultDiversity = 0.5f;

    public static IEnumerable<Hit> Pick(
        IReadOnlyList<Hit> candidates, NearestSearch search, CollectionSchema schema, string vector, float? diversity, int count)
    {
        if (candidates.Count < 2)
            return candidates;
        var space = schema.Dense(vector) ?? throw Refusal.NotEmulated("MMR of sparse vectors");
        var query = search.DenseQuery(space);
        var lambda = 1 - (diversity ?? DefaultDiversity);
        var relevance = candidates.Select(hit => space.Similarity(query, hit.Point.Vectors[vector])).ToArray();
        var left = Enumerable.Range(0, candidates.Count).ToList();
        var picked = new List<int>();

        Take(candidate => relevance[candidate]);
        while (picked.Count < count && left.Count > 0)
        {
            Take(candidate => lambda * relevance[candidate] - (1 - lambda) * picked.Max(other => space.Similarity(
                candidates[candidate].Point.Vectors[vector], candidates[other].Point.Vectors[vector])));
        }
        return picked.Take(count).Select(candidate => candidates[candidate]);

        // Of equals the last is taken, and its place goes to the last of those left, as in Qdrant.
        void Take(Func<int, float> score)
        {
            var best = 0;
            for (var i = 1; i < left.Count; i++)
            {
                if (score(left[i]) >= score(left[best]))
                    best = i;
            }
            picked.Add(left[best]);
            left[best] = left[^1];
            left.RemoveAt(left.Count - 1);
        }
    }
}
