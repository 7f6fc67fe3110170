using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Filters;

/// <summary>The conditions of a filter, and how much they ask of a collection.</summary>
internal static class FilterSize
{
    /// <summary>The conditions in the order in which Qdrant looks at them.</summary>
    public static IEnumerable<Condition> Conditions(this Filter filter)
        => filter.Must.Concat(filter.MustNot).Concat(filter.Should).Concat(filter.MinShould?.Conditions ?? []);

    /// <summary>How many there are, those in inner filters included.</summary>
    public static int ConditionCount(this Filter filter)
        => filter.Conditions().Sum(condition => Inner(condition)?.ConditionCount() ?? 1);

    /// <summary>The most values that one condition lists.</summary>
    public static int LargestCondition(this Filter filter)
        => filter.Conditions().Select(condition => Inner(condition)?.LargestCondition() ?? Values(condition)).DefaultIfEmpty().Max();

    private static Filter? Inner(Condition condition) => condition.ConditionOneOfCase switch
    {
        Condition.ConditionOneOfOneofCase.Filter => condition.Filter,
        Condition.ConditionOneOfOneofCase.Nested => condition.Nested.Filter,
        _ => null,
    };

    private static int Values(Condition condition) => condition.Field?.Match is { } match
        ? match.MatchValueCase switch
        {
            Match.MatchValueOneofCase.Keywords => match.Keywords.Strings.Count,
            Match.MatchValueOneofCase.ExceptKeywords => match.ExceptKeywords.Strings.Count,
            Match.MatchValueOneofCase.Integers => match.Integers.Integers.Count,
            Match.MatchValueOneofCase.ExceptIntegers => match.ExceptIntegers.Integers.Count,
            _ => 0,
        }
        : condition.HasId?.HasId.Count ?? 0;
}
