using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>What a query may ask for: by itself, and in strict mode, where its prefetches are checked first, as by Qdrant.</summary>
internal static class QueryRules
{
    public static void Check(QueryPoints query)
    {
        if (query is { HasLimit: true, Limit: 0 })
            throw Refusal.NotPositive("limit");
        if (query is { HasTimeout: true, Timeout: 0 })
            throw Refusal.NotPositive("timeout");
        CheckAll(query.Prefetch, "");
        Check(query.Query, "");
    }

    public static void Check(QueryPoints query, StrictMode rules)
    {
        CheckAll(query.Prefetch, rules);
        rules.CheckLimit(query.HasLimit ? query.Limit : PointQuery.DefaultLimit);
        rules.CheckRead(query.Filter);
        rules.CheckSearch(query.Params);
    }

    private static void CheckAll(IEnumerable<PrefetchQuery> prefetches, string path)
    {
        foreach (var (i, prefetch) in prefetches.Index())
        {
            var here = $"{path}prefetch[{i}].";
            if (prefetch is { HasLimit: true, Limit: 0 })
                throw Refusal.NotPositive($"{here}limit");
            CheckAll(prefetch.Prefetch, here);
            Check(prefetch.Query, here);
        }
    }

    private static void Check(Query? query, string path)
    {
        if (query?.Rrf is { HasK: true, K: 0 })
            throw Refusal.NotPositive($"{path}query.variant.k");
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
