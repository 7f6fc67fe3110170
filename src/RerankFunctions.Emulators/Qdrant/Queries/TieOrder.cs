using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>
/// The order of hits with equal scores, which Qdrant leaves open: by id. Where lists are fused it decides on scores, so that replaying
/// what a server answered needs the order that it happened to take: those named first, the others by id.
/// </summary>
internal sealed class TieOrder(IReadOnlyList<ulong>? first)
{
    /// <summary>The best so many that hold, best first: of all that a search compares with, few are kept.</summary>
    /// <param name="holds">Asked only of hits that are good enough; null for all.</param>
    public IReadOnlyList<Hit> Best(IEnumerable<Hit> hits, int count, bool higherIsBetter = true, Func<StoredPoint, bool>? holds = null)
    {
        var order = Comparer<Hit>.Create((one, other) => Compare(one, other, higherIsBetter));
        // The worst of the best is what the next is compared with.
        var best = new PriorityQueue<Hit, Hit>(Comparer<Hit>.Create((one, other) => order.Compare(other, one)));
        foreach (var hit in hits)
        {
            var isFull = best.Count >= count;
            if ((isFull && (count == 0 || order.Compare(hit, best.Peek()) >= 0)) || holds?.Invoke(hit.Point) is false)
                continue;
            if (isFull)
                best.DequeueEnqueue(hit, hit);
            else
                best.Enqueue(hit, hit);
        }

        return [.. best.UnorderedItems.Select(item => item.Element).Order(order)];
    }

    /// <summary>Below 0 where the first stands before the other.</summary>
    private int Compare(Hit one, Hit other, bool higherIsBetter)
    {
        var scores = higherIsBetter ? other.Score.CompareTo(one.Score) : one.Score.CompareTo(other.Score);
        if (scores != 0)
            return scores;
        var places = first is null ? 0 : Place(one.Point.Key).CompareTo(Place(other.Point.Key));
        return places != 0 ? places : one.Point.Key.CompareTo(other.Point.Key);
    }

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
