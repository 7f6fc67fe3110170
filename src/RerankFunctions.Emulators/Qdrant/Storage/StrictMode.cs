using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// What a collection in strict mode refuses (qdrant v1.18.3, lib/collection/src/operations/verification): filters on
/// fields without a fitting index, and requests beyond configured limits.
/// </summary>
internal sealed class StrictMode(StrictModeConfig config, IReadOnlyDictionary<string, PayloadIndex> indexes)
{
    private const string WithoutIndex = "Create an index for this key or use a different filter.";

    public void CheckRead(Filter? filter)
    {
        if (config.Enabled)
            Check(filter, allowUnindexed: !config.HasUnindexedFilteringRetrieve || config.UnindexedFilteringRetrieve);
    }

    public void CheckUpdate(Filter? filter)
    {
        if (config.Enabled)
            Check(filter, allowUnindexed: !config.HasUnindexedFilteringUpdate || config.UnindexedFilteringUpdate);
    }

    public void CheckLimit(ulong limit) => Check(limit, config.HasMaxQueryLimit, config.MaxQueryLimit, "limit");

    public void CheckBatch(int points) =>
        Check((ulong)points, config.HasUpsertMaxBatchsize, config.UpsertMaxBatchsize, "upsert limit");

    public void CheckTimeout(bool given, ulong seconds)
    {
        if (given)
            Check(seconds, config.HasMaxTimeout, config.MaxTimeout, "timeout");
    }

    public void CheckSearch(SearchParams? search)
    {
        if (search is null || !config.Enabled)
            return;
        CheckExact(search.Exact);
        Check(search.HnswEf, config.HasSearchMaxHnswEf && search.HasHnswEf, config.SearchMaxHnswEf, "hnsw_ef");
    }

    public void CheckExact(bool exact)
    {
        if (config.Enabled && exact && config is { HasSearchAllowExact: true, SearchAllowExact: false })
            throw Refusal.StrictMode("Exact search disabled!", "Set exact=false.");
    }

    private void Check(ulong value, bool limited, ulong limit, string name)
    {
        if (config.Enabled && limited && value > limit)
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
        if (config.HasFilterMaxConditions && conditions > config.FilterMaxConditions)
        {
            throw Refusal.StrictMode(
                $"Filter condition limit reached ({conditions} > {config.FilterMaxConditions})",
                "Reduce the amount of conditions of your filter.");
        }
        var size = (ulong)filter.LargestCondition();
        if (config.HasConditionMaxSize && size > config.ConditionMaxSize)
        {
            throw Refusal.StrictMode(
                $"Condition size limit reached ({size} > {config.ConditionMaxSize})", "Reduce the size of your condition.");
        }
    }

    private (PayloadPath Path, IReadOnlyList<IndexUse> Uses)? FirstUnindexed(Filter filter, PayloadPath? outer)
    {
        foreach (var condition in filter.Conditions())
        {
            var found = condition.ConditionOneOfCase switch
            {
                Condition.ConditionOneOfOneofCase.Field => Unindexed(condition.Field.Key, IndexUses.Of(condition.Field)),
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
            return uses.Count == 0 || (indexes.TryGetValue(path.ToString(), out var index) && uses.Any(index.Serves))
                ? null
                : (path, uses);
        }
    }
}
