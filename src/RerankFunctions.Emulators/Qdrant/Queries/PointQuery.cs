using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>A query or prefetch: candidates, from the collection or from prefetches, ranked. The root's filter holds in all.</summary>
internal sealed class PointQuery
{
    /// <summary>For queries and prefetches that name no limit.</summary>
    public const ulong DefaultLimit = 10;

    private readonly IReadOnlyList<PointQuery> _prefetches;
    private readonly Query? _query;
    private readonly string _using;
    private readonly IReadOnlyList<Func<StoredPoint, bool>> _filters;
    private readonly float? _threshold;
    private readonly int _take;

    public PointQuery(QueryPoints request)
        : this(
            request.Prefetch, request.Query, request.Using, request.Filter, [],
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Saturated((request.HasLimit ? request.Limit : DefaultLimit) + (request.HasOffset ? request.Offset : 0)))
    {
    }

    private PointQuery(PrefetchQuery request, IReadOnlyList<Func<StoredPoint, bool>> outerFilters)
        : this(
            request.Prefetch, request.Query, request.Using, request.Filter, outerFilters,
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Saturated(request.HasLimit ? request.Limit : DefaultLimit))
    {
    }

    private PointQuery(
        IReadOnlyList<PrefetchQuery> prefetches, Query? query, string name, Filter? filter,
        IReadOnlyList<Func<StoredPoint, bool>> outerFilters, float? threshold, int take)
    {
        if (prefetches.Count > 0 && query is null)
        {
            throw Refusal.BadRequest(
                "A query is needed to merge the prefetches. Can't have prefetches without defining a query.");
        }
        _filters = filter is null ? outerFilters : [.. outerFilters, PointFilter.Compile(filter)];
        _prefetches = [.. prefetches.Select(prefetch => new PointQuery(prefetch, _filters))];
        (_query, _using, _threshold, _take) = (query, name, threshold, take);
    }

    /// <summary>The best hits, best first: as many as the limit and the offset together.</summary>
    public IReadOnlyList<Hit> Run(CollectionState state)
    {
        var lists = _prefetches.Select(prefetch => prefetch.Run(state)).ToList();
        var hits = _query?.VariantCase switch
        {
            null => state.PointsFrom(null).Where(Holds).Select(point => new Hit(point, 1)),
            Query.VariantOneofCase.Nearest =>
                new NearestSearch(state, _query.Nearest, _using).Among(Candidates(state, lists), _threshold),
            Query.VariantOneofCase.Fusion when _query.Fusion == Fusion.Rrf => Fused(lists, RankFusion.DefaultK, []),
            Query.VariantOneofCase.Rrf => Fused(lists, _query.Rrf.HasK ? _query.Rrf.K : RankFusion.DefaultK, _query.Rrf.Weights),
            _ => throw Refusal.Invalid("Query variant is missing"),
        };
        return [.. hits.Take(_take)];
    }

    private IEnumerable<Hit> Fused(List<IReadOnlyList<Hit>> lists, uint k, IReadOnlyList<float> weights)
    {
        if (lists.Count == 0)
            throw Refusal.WrongInput("Validation failed: cannot apply Fusion without prefetches");
        return RankFusion.Fuse(lists, k, weights).TakeWhile(hit => !(hit.Score < _threshold));
    }

    private IEnumerable<StoredPoint> Candidates(CollectionState state, List<IReadOnlyList<Hit>> lists) =>
        (lists.Count == 0 ? state.Points : lists.SelectMany(hits => hits).Select(hit => hit.Point).DistinctBy(point => point.Key)).Where(Holds);

    private bool Holds(StoredPoint point) => _filters.All(holds => holds(point));

    private static int Saturated(ulong count) => (int)Math.Min(count, int.MaxValue);
}
