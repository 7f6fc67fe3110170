using System.Diagnostics;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>The calls that rank points.</summary>
internal sealed class PointSearches(CollectionCatalog catalog, TieOrder ties)
{
    public QueryResponse Query(QueryPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        return new QueryResponse { Result = { Run(request) }, Time = Seconds(start) };
    }

    public QueryBatchResponse QueryBatch(QueryBatchPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        var response = new QueryBatchResponse();
        foreach (var query in request.QueryPoints)
        {
            if (query.CollectionName.Length > 0 && query.CollectionName != request.CollectionName)
                throw Refusal.NotEmulated("batch of queries on several collections");
            var one = query.Clone();
            one.CollectionName = request.CollectionName;
            response.Result.Add(new BatchResult { Result = { Run(one) } });
        }
        response.Time = Seconds(start);
        return response;
    }

    public QueryGroupsResponse QueryGroups(QueryPointGroups request)
    {
        var start = Stopwatch.GetTimestamp();
        var groups = new PointGroups(request);
        QueryRules.Check(groups.Query);
        var query = new PointQuery(groups.Query, ties);
        var selection = new PointSelection(request.WithPayload, request.WithVectors, payloadByDefault: false);
        var found = catalog[request.CollectionName].Read(state =>
        {
            var rules = state.Rules(request.HasTimeout, request.Timeout);
            QueryRules.Check(groups.Query, rules, groups.Limit);
            rules.CheckGrouping(request.GroupBy);
            return groups.FormGroups(query.Run(state));
        });
        return new QueryGroupsResponse
        {
            Result = new GroupsResult
            {
                Groups =
                {
                    found.Select(group => new PointGroup { Id = group.Id, Hits = { group.Hits.Select(selection.Scored) } }),
                },
            },
            Time = Seconds(start),
        };
    }

    private List<ScoredPoint> Run(QueryPoints request)
    {
        QueryRules.Check(request);
        var query = new PointQuery(request, ties);
        var selection = new PointSelection(request.WithPayload, request.WithVectors, payloadByDefault: false);
        var hits = catalog[request.CollectionName].Read(state =>
        {
            var limit = request.HasLimit ? request.Limit : PointQuery.DefaultLimit;
            QueryRules.Check(request, state.Rules(request.HasTimeout, request.Timeout), limit);
            return query.Run(state);
        });
        return [.. hits.Skip((int)Math.Min(request.Offset, int.MaxValue)).Select(selection.Scored)];
    }

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
