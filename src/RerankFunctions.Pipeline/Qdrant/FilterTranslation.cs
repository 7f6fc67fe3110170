using Google.Protobuf.WellKnownTypes;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Retrieval;
using static Qdrant.Client.Grpc.Conditions;
using Range = Qdrant.Client.Grpc.Range;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>A request's filter as Qdrant's.</summary>
internal static class FilterTranslation
{
    public static Condition ToCondition(this SearchFilter filter) => filter switch
    {
        SearchFilter.All all => Filter(new Filter { Must = { all.Filters.Select(ToCondition) } }),
        SearchFilter.Any any => Filter(new Filter { Should = { any.Filters.Select(ToCondition) } }),
        SearchFilter.Not not => Not(not.Filter.ToCondition()),
        SearchFilter.Is { Values: [var only] } equal => MatchKeyword(equal.Field.Name, only),
        SearchFilter.Is equal => Match(equal.Field.Name, equal.Values),
        SearchFilter.StartsWith starts => Field(starts.Field, new FieldCondition { Match = new Match { Prefix = starts.Beginning } }),
        SearchFilter.Exists exists => Not(IsEmpty(exists.Field.Name)),
        SearchFilter.Within<double> number => Field(number.Field, new FieldCondition { Range = RangeOf(number.Bounds) }),
        SearchFilter.Within<DateTimeOffset> time => Field(time.Field, new FieldCondition { DatetimeRange = RangeOf(time.Bounds) }),
        _ => throw new NotSupportedException($"{filter} has no translation."),
    };

    private static Condition Not(Condition condition) => Filter(new Filter { MustNot = { condition } });

    private static Condition Field(IndexedField field, FieldCondition condition)
    {
        condition.Key = field.Name;
        return new Condition { Field = condition };
    }

    private static Range RangeOf(Bounds<double> bounds)
    {
        var range = new Range();
        if (bounds.From is { } from)
            range.Gte = from;
        if (bounds.Above is { } above)
            range.Gt = above;
        if (bounds.To is { } to)
            range.Lte = to;
        if (bounds.Below is { } below)
            range.Lt = below;
        return range;
    }

    private static DatetimeRange RangeOf(Bounds<DateTimeOffset> bounds) => new()
    {
        Gte = TimeOf(bounds.From),
        Gt = TimeOf(bounds.Above),
        Lte = TimeOf(bounds.To),
        Lt = TimeOf(bounds.Below),
    };

    private static Timestamp? TimeOf(DateTimeOffset? time) => time is { } given ? Timestamp.FromDateTimeOffset(given) : null;
}
