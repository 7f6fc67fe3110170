using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>
/// The order of hits with equal scores, which Qdrant leaves open: by id. Where lists are fused it decides on scores, so that replaying
/// what a server answered needs the order that it happened to take: those named first, the others by id.
/// </summary>
internal sealed class TieOrder(IReadOnlyList<ulong>? first)
{
    public IOrderedEnumerable<Hit> Best(IEnumerable<Hit> hits, bool higherIsBetter = true) =>
        Ties(higherIsBetter ? hits.OrderByDescending(hit => hit.Score) : hits.OrderBy(hit => hit.Score));

    private IOrderedEnumerable<Hit> Ties(IOrderedEnumerable<Hit> hits) =>
        (first is null ? hits : hits.ThenBy(hit => Place(hit.Point.Key))).ThenBy(hit => hit.Point.Key);

    private int Place(PointKey key)
    {
        for (var i = 0; i < first!.Count; i++)
        {
            if (!key.IsUuid && key.Num == first[i])
                return i;
        }
        return first.Count;
    }
}
