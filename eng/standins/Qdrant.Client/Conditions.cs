using Google.Protobuf.WellKnownTypes;

namespace Qdrant.Client.Grpc;

/// <summary>The conditions of a <see cref="Filter"/>, by name.</summary>
public static class Conditions
{
    public static Condition HasId(IReadOnlyList<Guid> ids) =>
        new() { HasId = new HasIdCondition { HasId = { ids.Select(id => (PointId)id) } } };

    public static Condition HasId(IReadOnlyList<ulong> ids) =>
        new() { HasId = new HasIdCondition { HasId = { ids.Select(id => (PointId)id) } } };

    public static Condition IsEmpty(string field) => new() { IsEmpty = new IsEmptyCondition { Key = field } };

    public static Condition IsNull(string field) => new() { IsNull = new IsNullCondition { Key = field } };

    public static Condition MatchKeyword(string field, string keyword) => Matching(field, new Match { Keyword = keyword });

    public static Condition Match(string field, bool value) => Matching(field, new Match { Boolean = value });

    public static Condition Match(string field, long value) => Matching(field, new Match { Integer = value });

    public static Condition Match(string field, IReadOnlyList<string> keywords) =>
        Matching(field, new Match { Keywords = new RepeatedStrings { Strings = { keywords } } });

    public static Condition Match(string field, IReadOnlyList<long> values) =>
        Matching(field, new Match { Integers = new RepeatedIntegers { Integers = { values } } });

    public static Condition MatchExcept(string field, IReadOnlyList<string> keywords) =>
        Matching(field, new Match { ExceptKeywords = new RepeatedStrings { Strings = { keywords } } });

    public static Condition MatchExcept(string field, IReadOnlyList<long> values) =>
        Matching(field, new Match { ExceptIntegers = new RepeatedIntegers { Integers = { values } } });

    public static Condition Nested(string field, Filter filter) =>
        new() { Nested = new NestedCondition { Key = field, Filter = filter } };

    public static Condition Range(string field, Range range) =>
        new() { Field = new FieldCondition { Key = field, Range = range } };

    public static Condition DatetimeRange(
        string field, DateTime? lt = null, DateTime? gt = null, DateTime? gte = null, DateTime? lte = null) =>
        new()
        {
            Field = new FieldCondition
            {
                Key = field,
                DatetimeRange = new DatetimeRange { Lt = Stamp(lt), Gt = Stamp(gt), Gte = Stamp(gte), Lte = Stamp(lte) },
            },
        };

    public static Condition Filter(Filter filter) => new() { Filter = filter };

    private static Condition Matching(string field, Match match) =>
        new() { Field = new FieldCondition { Key = field, Match = match } };

    private static Timestamp? Stamp(DateTime? time) => time is { } utc ? Timestamp.FromDateTime(utc) : null;
}
