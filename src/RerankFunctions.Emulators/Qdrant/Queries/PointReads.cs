using System.Diagnostics;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;
using RerankFunctions.Emulators.Qdrant.Updates;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>The calls that read points as they are stored.</summary>
internal sealed class PointReads(CollectionCatalog catalog)
{
    private const uint DefaultScrollLimit = 10;

    private const string NoOffset = "Cannot use an `offset` when using `order_by`. The alternative for paging is to use "
        + "`order_by.start_from` and a filter to exclude the IDs that you've already seen for the `order_by.start_from` value";

    public GetResponse Get(GetPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        var selection = new PointSelection(request.WithPayload, request.WithVectors, payloadByDefault: false);
        var selector = Selectors.Checked(new PointsSelector { Points = new PointsIdsList { Ids = { request.Ids } } }, "");
        var found = catalog[request.CollectionName].Read(state =>
        {
            state.Rules(request.HasTimeout, request.Timeout);
            return state.Selected(selector);
        });
        return new GetResponse { Result = { found.Select(point => selection.Retrieved(new Hit(point, 0))) }, Time = Seconds(start) };
    }

    public CountResponse Count(CountPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        PointFilter.Check(request.Filter);
        var count = catalog[request.CollectionName].Read(state =>
        {
            var rules = state.Rules(request.HasTimeout, request.Timeout);
            rules.CheckRead(request.Filter);
            rules.CheckExact(!request.HasExact || request.Exact);
            return state.Points.Count(PointFilter.Compile(request.Filter, state.Indexes));
        });
        return new CountResponse { Result = new CountResult { Count = (ulong)count }, Time = Seconds(start) };
    }

    public ScrollResponse Scroll(ScrollPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        if (request is { HasLimit: true, Limit: 0 })
            throw Refusal.NotPositive("limit");
        var limit = (int)Math.Min(request.HasLimit ? request.Limit : DefaultScrollLimit, int.MaxValue - 1);
        if (request is { OrderBy: not null, Offset: not null })
            throw Refusal.WrongInput(NoOffset);
        PointFilter.Check(request.Filter);
        var selection = new PointSelection(request.WithPayload, request.WithVectors, payloadByDefault: true);
        var first = request.Offset is null ? (PointKey?)null : PointKey.Parse(request.Offset);
        var found = catalog[request.CollectionName].Read(state =>
        {
            var rules = state.Rules(request.HasTimeout, request.Timeout);
            rules.CheckLimit((ulong)limit);
            rules.CheckRead(request.Filter);
            var points = state.PointsFrom(first).Where(PointFilter.Compile(request.Filter, state.Indexes));
            return request.OrderBy is { } order
                ? new OrderedPoints(state, order).Among(points).Take(limit).ToList()
                : points.Select(point => new Hit(point, 0)).Take(limit + 1).ToList();
        });
        return new ScrollResponse
        {
            Result = { found.Take(limit).Select(selection.Retrieved) },
            NextPageOffset = found.Count > limit ? found[limit].Point.Key.ToMessage() : null,
            Time = Seconds(start),
        };
    }

    /// <summary>
    /// How many points have each value of an indexed field, the most frequent first and equals by value (qdrant v1.19.0,
    /// lib/segment/src/data_types/facets.rs).
    /// </summary>
    public FacetResponse Facet(FacetCounts request)
    {
        var start = Stopwatch.GetTimestamp();
        if (request.Key.Length == 0)
            throw Refusal.Validation("key", "value \"\" invalid, must be at least 1 characters");
        if (request is { HasTimeout: true, Timeout: 0 })
            throw Refusal.NotPositive("timeout");
        var path = PayloadPath.Parse(request.Key);
        PointFilter.Check(request.Filter);
        var limit = request.HasLimit ? request.Limit : DefaultScrollLimit;
        var hits = catalog[request.CollectionName].Read(state =>
        {
            var rules = state.Rules(request.HasTimeout, request.Timeout);
            rules.CheckLimit(limit);
            rules.CheckRead(request.Filter);
            rules.CheckExact(request.Exact);
            if (state.Count == 0)
                return [];
            var index = state.Indexes.GetValueOrDefault(path.ToString());
            if (index?.IsGroupable is not true)
                throw Refusal.NoIndex($"No appropriate index for faceting: `{path}`", "facet on this field", "Match");
            return state.Points.Where(PointFilter.Compile(request.Filter, state.Indexes))
                .SelectMany(point =>
                    path.In(point.Payload).SelectMany(PayloadIndex.Elements).Select(index.Facet).OfType<FacetValue>().Distinct())
                .CountBy(value => value)
                .OrderByDescending(hit => hit.Value).ThenBy(hit => hit.Key.IntegerValue).ThenBy(hit => hit.Key.BoolValue)
                .ThenBy(hit => hit.Key.StringValue, StringComparer.Ordinal)
                .Take((int)Math.Min(limit, int.MaxValue))
                .Select(hit => new FacetHit { Value = hit.Key, Count = (ulong)hit.Value }).ToList();
        });
        return new FacetResponse { Hits = { hits }, Time = Seconds(start) };
    }

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
