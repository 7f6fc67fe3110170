using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;
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
    private readonly IReadOnlyList<Filter> _filters;
    private readonly float? _threshold;
    private readonly int _take;
    private readonly TieOrder _ties;

    public PointQuery(QueryPoints request, TieOrder ties)
        : this(
            request.Prefetch, request.Query, request.Using, request.Filter, [],
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Saturated((request.HasLimit ? request.Limit : DefaultLimit) + (request.HasOffset ? request.Offset : 0)), ties)
    {
    }

    private PointQuery(PrefetchQuery request, IReadOnlyList<Filter> outerFilters, TieOrder ties)
        : this(
            request.Prefetch, request.Query, request.Using, request.Filter, outerFilters,
            request.HasScoreThreshold ? request.ScoreThreshold : null,
            Saturated(request.HasLimit ? request.Limit : DefaultLimit), ties)
    {
    }

    private PointQuery(
        IReadOnlyList<PrefetchQuery> prefetches, Query? query, string name, Filter? filter,
        IReadOnlyList<Filter> outerFilters, float? threshold, int take, TieOrder ties)
    {
        if (prefetches.Count > 0 && query is null)
        {
            throw Refusal.BadRequest(
                "A query is needed to merge the prefetches. Can't have prefetches without defining a query.");
        }
        PointFilter.Check(filter);
        _filters = filter is null ? outerFilters : [.. outerFilters, filter];
        _prefetches = [.. prefetches.Select(prefetch => new PointQuery(prefetch, _filters, ties))];
        (_query, _using, _threshold, _take, _ties) = (query, name, threshold, take, ties);
    }

    /// <summary>The best hits, best first: as many as the limit and the offset together.</summary>
    public IReadOnlyList<Hit> Run(CollectionState state)
    {
        var lists = _prefetches.Select(prefetch => prefetch.Run(state)).ToList();
        var filters = _filters.Select(filter => PointFilter.Compile(filter, state.Indexes)).ToArray();
        bool Holds(StoredPoint point) => Array.TrueForAll(filters, holds => holds(point));
        var candidates = lists.Count == 0 ? null : lists.SelectMany(hits => hits).Select(hit => hit.Point).DistinctBy(point => point.Key);

        var hits = _query?.VariantCase switch
        {
            null => state.PointsFrom(null).Where(Holds).Select(point => new Hit(point, 1)),
            Query.VariantOneofCase.Nearest => Nearest(_query.Nearest).Among(candidates, Holds, _threshold, _take),
            Query.VariantOneofCase.NearestWithMmr => Diverse(_query.NearestWithMmr),
            Query.VariantOneofCase.OrderBy => new OrderedPoints(state, _query.OrderBy).Among((candidates ?? state.Points).Where(Holds)),
            Query.VariantOneofCase.Fusion when _query.Fusion == Fusion.Dbsf => Fused(DistributionFusion.Fuse(Lists())),
            Query.VariantOneofCase.Fusion => Fused(RankFusion.Fuse(Lists(), RankFusion.DefaultK, [])),
            Query.VariantOneofCase.Rrf =>
                Fused(RankFusion.Fuse(Lists(), _query.Rrf.HasK ? _query.Rrf.K : RankFusion.DefaultK, _query.Rrf.Weights)),
            _ => throw Refusal.Invalid("Query variant is missing"),
        };
        return [.. hits.Take(_take)];

        NearestSearch Nearest(VectorInput input) => new(state, input, _using, _ties);

        IEnumerable<Hit> Diverse(NearestInputWithMmr query)
        {
            var limit = query.Mmr is { HasCandidatesLimit: true } ? query.Mmr.CandidatesLimit : (uint)_take;
            var search = Nearest(query.Nearest);
            var nearest = search.Among(candidates, Holds, _threshold, (int)Math.Min(limit, int.MaxValue));
            var diversity = query.Mmr is { HasDiversity: true } ? query.Mmr.Diversity : (float?)null;
            return MarginalRelevance.Pick(nearest, search, state.Schema, _using, diversity, _take);
        }

        List<IReadOnlyList<Hit>> Lists() => lists.Count > 0
            ? lists
            : throw Refusal.WrongInput("Validation failed: cannot apply Fusion without prefetches");
    }

    private IEnumerable<Hit> Fused(IEnumerable<Hit> hits) => _ties.Best(hits, _take).TakeWhile(hit => !(hit.Score < _threshold));

    private static int Saturated(ulong count) => (int)Math.Min(count, int.MaxValue);
}
