using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>
/// Reciprocal rank fusion: a point scores 1/(rank + k) in each list, rank from 0 and stretched by the list's weight
/// (qdrant v1.19.0, lib/segment/src/common/reciprocal_rank_fusion.rs).
/// </summary>
internal static class RankFusion
{
    /// <summary>The k of <c>fusion: rrf</c>, and of <c>rrf</c> without one.</summary>
    public const uint DefaultK = 2;

    /// <returns>In no order.</returns>
    public static IEnumerable<Hit> Fuse(IReadOnlyList<IReadOnlyList<Hit>> lists, uint k, IReadOnlyList<float> weights)
    {
        if (weights.Count > 0 && weights.Count != lists.Count)
        {
            throw Refusal.WrongInput(
                $"Validation failed: RRF weights length ({weights.Count}) does not match number of prefetches ({lists.Count})");
        }
        var fused = new Dictionary<PointKey, Hit>();
        for (var i = 0; i < lists.Count; i++)
        {
            var weight = weights.Count > 0 ? weights[i] : 1;
            for (var rank = 0; rank < lists[i].Count; rank++)
            {
                var point = lists[i][rank].Point;
                var score = weight <= 0 ? 0 : 1 / ((rank + 1) / weight + k - 1);
                fused[point.Key] = new Hit(point, score + fused.GetValueOrDefault(point.Key).Score);
            }
        }
        return fused.Values;
    }
}
