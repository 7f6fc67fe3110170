using RerankFunctions.Local.Qdrant.Protocol;
using RerankFunctions.Local.Qdrant.Storage;

namespace RerankFunctions.Local.Qdrant.Queries;

/// <summary>Strict mode for a query: its prefetches first, as Qdrant checks them.</summary>
internal static class QueryRules
{
    public static void Check(QueryPoints query, StrictMode rules)
    {
        CheckAll(query.Prefetch, rules);
        rules.CheckLimit(query.HasLimit ? query.Limit : PointQuery.DefaultLimit);
        rules.CheckRead(query.Filter);
        rules.CheckSearch(query.Params);
    }

    private static void CheckAll(IEnumerable<PrefetchQuery> prefetches, StrictMode rules)
    {
        foreach (var prefetch in prefetches)
        {
            CheckAll(prefetch.Prefetch, rules);
            rules.CheckLimit(prefetch.HasLimit ? prefetch.Limit : PointQuery.DefaultLimit);
            rules.CheckRead(prefetch.Filter);
            rules.CheckSearch(prefetch.Params);
        }
    }
}
