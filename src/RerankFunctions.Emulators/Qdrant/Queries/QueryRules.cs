using System.Globalization;
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

    public static void Check(QueryPoints query, StrictMode rules, ulong limit)
    {
        CheckAll(query.Prefetch, rules);
        if (query.Prefetch.Count == 0)
            rules.CheckFullScan(query.Query, query.Using);
        rules.CheckLimit(limit);
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
        if (query?.NearestWithMmr?.Mmr is { HasDiversity: true, Diversity: not (>= 0 and <= 1) } mmr)
        {
            var value = mmr.Diversity.ToString("0.0######", CultureInfo.InvariantCulture);
            throw Refusal.Validation($"{path}query.variant.mmr.diversity", $"value {value} invalid, must be from 0.0 to 1.0");
        }
    }

    private static void CheckAll(IEnumerable<PrefetchQuery> prefetches, StrictMode rules)
    {
        foreach (var prefetch in prefetches)
        {
            CheckAll(prefetch.Prefetch, rules);
            rules.CheckFullScan(prefetch.Query, prefetch.Using);
            rules.CheckLimit(prefetch.HasLimit ? prefetch.Limit : PointQuery.DefaultLimit);
            rules.CheckRead(prefetch.Filter);
            rules.CheckSearch(prefetch.Params);
        }
    }
}
