using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// What a collection in strict mode refuses (qdrant v1.19.0, lib/collection/src/operations/verification): filters on
/// fields without a fitting index, and requests beyond configured limits.
/// </summary>
internal sealed class StrictMode(CollectionState state)
{
    private readonly StrictModeConfig _config = state.Schema.StrictMode;
    private const string WithoutIndex = "Create an index for this key or use a different filter.";

    public void CheckRead(Filter? filter)
    {
        if (_config.Enabled)
            Check(filter, allowUnindexed: !_config.HasUnindexedFilteringRetrieve || _config.UnindexedFilteringRetrieve);
    }

    public void CheckUpdate(Filter? filter)
    {
        if (_config.Enabled)
            Check(filter, allowUnindexed: !_config.HasUnindexedFilteringUpdate || _config.UnindexedFilteringUpdate);
    }

    public void CheckLimit(ulong limit) => Check(limit, _config.HasMaxQueryLimit, _config.MaxQueryLimit, "limit");

    public void CheckBatch(int points)
        => Check((ulong)points, _config.HasUpsertMaxBatchsize, _config.UpsertMaxBatchsize, "upsert limit");

    public void CheckTimeout(bool given, ulong seconds)
    {
        if (given)
            Check(seconds, _config.HasMaxTimeout, _config.MaxTimeout, "timeout");
    }

    public void CheckSearch(SearchParams? search)
    {
        if (search is null || !_config.Enabled)
            return;
        CheckExact(search.Exact);
        Check(search.HnswEf, _config.HasSearchMaxHnswEf && search.HasHnswEf, _config.SearchMaxHnswEf, "hnsw_ef");
    }

    /// <summary>
    /// A search that goes through no graph looks at every vector, which can be forbidden (qdrant v1.19.0,
    /// lib/collection/src/operations/verification/query.rs; a tenant's graph, of the payload, is not told apart).
    /// </summary>
    public void CheckFullScan(Query? query, string name)
    {
        var searches = query?.VariantCase is Query.VariantOneofCase.Nearest or Query.VariantOneofCase.NearestWithMmr;
        if (!_config.Enabled || _config is not { HasSearchAllowExact: true, SearchAllowExact: false } || !searches
            || state.Schema.Dense(name) is null || state.Schema.HasGraph(name))
            return;
        var where = name.Length == 0 ? "" : $" on '{name}'";
        throw Refusal.StrictMode(
            $"Request is forbidden{where} because global vector indexing is disabled (hnsw_config.m = 0)",
            "Use tenant-specific filter, enable global vector indexing or enable strict mode `search_allow_exact` option");
    }

    /// <summary>Groups need an index that answers matches.</summary>
    public void CheckGrouping(string field)
    {
        if (!_config.Enabled || _config is not { HasUnindexedFilteringRetrieve: true, UnindexedFilteringRetrieve: false })
            return;
        const string Help = "Create an index supporting `match` for this key.";
        if (!state.Indexes.TryGetValue(PayloadPath.Parse(field).ToString(), out var index))
            throw Refusal.StrictMode($"Index required but not found for \"{field}\"", Help);
        if (!index.IsGroupable)
            throw Refusal.StrictMode($"Index of type \"{index.Type}\" found for \"{field}\"", Help);
    }

    public void CheckExact(bool exact)
    {
        if (_config.Enabled && exact && _config is { HasSearchAllowExact: true, SearchAllowExact: false })
            throw Refusal.StrictMode("Exact search disabled!", "Set exact=false.");
    }

    private void Check(ulong value, bool limited, ulong limit, string name)
    {
        if (_config.Enabled && limited && value > limit)
        {
            throw Refusal.StrictMode(
                $"Limit exceeded {value} > {limit} for \"{name}\"", $"Reduce the \"{name}\" parameter to or below {limit}.");
        }
    }

    private void Check(Filter? filter, bool allowUnindexed)
    {
        if (filter is null)
            return;
        if (!allowUnindexed && FirstUnindexed(filter, null) is var (path, uses))
        {
            var types = string.Join(", ", uses.Select(use => use.SchemaName()).Distinct().Order(StringComparer.Ordinal));
            throw Refusal.StrictMode(
                $"Index required but not found for \"{path}\" of one of the following types: [{types}]", WithoutIndex);
        }
        var conditions = (ulong)filter.ConditionCount();
        if (_config.HasFilterMaxConditions && conditions > _config.FilterMaxConditions)
        {
            throw Refusal.StrictMode(
                $"Filter condition limit reached ({conditions} > {_config.FilterMaxConditions})",
                "Reduce the amount of conditions of your filter.");
        }
        var size = (ulong)filter.LargestCondition();
        if (_config.HasConditionMaxSize && size > _config.ConditionMaxSize)
        {
            throw Refusal.StrictMode(
                $"Condition size limit reached ({size} > {_config.ConditionMaxSize})", "Reduce the size of your condition.");
        }
    }

    private (PayloadPath Path, IReadOnlyList<IndexUse> Uses)? FirstUnindexed(Filter filter, PayloadPath? outer)
    {
        foreach (var condition in filter.Conditions())
        {
            var found = condition.ConditionOneOfCase switch
            {
                Condition.ConditionOneOfOneofCase.Field => Unindexed(condition.Field.Key, IndexUses.FindUses(condition.Field)),
                Condition.ConditionOneOfOneofCase.IsEmpty => Unindexed(condition.IsEmpty.Key, Enum.GetValues<IndexUse>()),
                Condition.ConditionOneOfOneofCase.IsNull => Unindexed(condition.IsNull.Key, Enum.GetValues<IndexUse>()),
                Condition.ConditionOneOfOneofCase.Filter => FirstUnindexed(condition.Filter, outer),
                Condition.ConditionOneOfOneofCase.Nested => FirstUnindexed(
                    condition.Nested.Filter, PayloadPath.Parse(condition.Nested.Key).Elements().Below(outer)),
                _ => null,
            };
            if (found is not null)
                return found;
        }
        return null;

        (PayloadPath, IReadOnlyList<IndexUse>)? Unindexed(string key, IReadOnlyList<IndexUse> uses)
        {
            var path = PayloadPath.Parse(key).Below(outer);
            return uses.Count == 0 || (state.Indexes.TryGetValue(path.ToString(), out var index) && uses.Any(index.Serves))
                ? null
                : (path, uses);
        }
    }
}
