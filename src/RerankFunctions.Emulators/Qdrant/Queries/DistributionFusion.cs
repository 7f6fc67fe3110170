using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>
/// Distribution-based score fusion: each list's scores from three standard deviations below its mean (0) to three above (1), summed
/// (qdrant v1.19.0, lib/segment/src/common/score_fusion.rs).
/// </summary>
internal static class DistributionFusion
{
    /// <summary>What a score counts where a list has nothing to compare it with.</summary>
    private const float Middle = 0.5f;

    /// <returns>In no order.</returns>
    public static IEnumerable<Hit> Fuse(IReadOnlyList<IReadOnlyList<Hit>> lists)
    {
        var fused = new Dictionary<PointKey, Hit>();
        foreach (var list in lists)
        {
            var mean = list.Count == 0 ? 0 : list.Average(hit => hit.Score);
            var spread = list.Count < 2 ? 0 : MathF.Sqrt(list.Sum(hit => (hit.Score - mean) * (hit.Score - mean)) / (list.Count - 1));
            var (low, high) = (mean - 3 * spread, mean + 3 * spread);
            foreach (var hit in list)
            {
                var score = low == high ? Middle : (hit.Score - low) / (high - low);
                fused[hit.Point.Key] = new Hit(hit.Point, score + fused.GetValueOrDefault(hit.Point.Key).Score);
            }
        }
        return fused.Values;
    }
}
