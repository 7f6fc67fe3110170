using Google.Protobuf.Collections;
using RerankFunctions.Emulators.Qdrant.Points;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Filters;

/// <summary>What a condition looks at: a point, or within a nested condition one object of its payload (no point then).</summary>
internal readonly record struct FilterTarget(MapField<string, Value> Payload, StoredPoint? Point);

/// <summary>
/// Qdrant's filters as functions (qdrant v1.18.3, lib/segment/src/payload_storage/query_checker.rs). Compiling one refuses
/// what Qdrant refuses to parse.
/// </summary>
internal static class PointFilter
{
    public static Func<StoredPoint, bool> Compile(Filter? filter)
    {
        if (filter is null)
            return _ => true;
        var holds = All(filter);
        return point => holds(new FilterTarget(point.Payload, point));
    }

    private static Func<FilterTarget, bool> All(Filter filter)
    {
        var must = Conditions(filter.Must);
        var should = Conditions(filter.Should);
        var mustNot = Conditions(filter.MustNot);
        var some = Conditions(filter.MinShould?.Conditions ?? []);
        var minimum = filter.MinShould?.MinCount ?? 0;
        return target =>
            Array.TrueForAll(must, holds => holds(target))
            && !Array.Exists(mustNot, holds => holds(target))
            && (should.Length == 0 || Array.Exists(should, holds => holds(target)))
            && (minimum == 0 || (ulong)some.Count(holds => holds(target)) >= minimum);
    }

    private static Func<FilterTarget, bool>[] Conditions(IEnumerable<Condition> conditions) =>
        [.. conditions.Select(One)];

    private static Func<FilterTarget, bool> One(Condition condition)
    {
        switch (condition.ConditionOneOfCase)
        {
            case Condition.ConditionOneOfOneofCase.Field:
                return FieldFilter.Compile(condition.Field);
            case Condition.ConditionOneOfOneofCase.Filter:
                return All(condition.Filter);
            case Condition.ConditionOneOfOneofCase.HasId:
                var ids = condition.HasId.HasId.Select(PointKey.Parse).ToHashSet();
                return target => target.Point is { } point && ids.Contains(point.Key);
            case Condition.ConditionOneOfOneofCase.HasVector:
                var vector = condition.HasVector.HasVector;
                return target => target.Point is { } point && point.Vectors.ContainsKey(vector);
            case Condition.ConditionOneOfOneofCase.IsEmpty:
                var emptyAt = PayloadPath.Parse(condition.IsEmpty.Key);
                return target => emptyAt.In(target.Payload).All(FieldFilter.IsEmpty);
            case Condition.ConditionOneOfOneofCase.IsNull:
                var nullAt = PayloadPath.Parse(condition.IsNull.Key);
                return target => nullAt.In(target.Payload).Any(value => value.KindCase == Value.KindOneofCase.NullValue);
            case Condition.ConditionOneOfOneofCase.Nested:
                var objects = PayloadPath.Parse(condition.Nested.Key).Elements();
                var inner = All(condition.Nested.Filter ?? throw Refusal.Invalid("Malformed Condition type"));
                return target => objects.In(target.Payload)
                    .Any(value => value.StructValue is { } map && inner(new FilterTarget(map.Fields, null)));
            default:
                throw Refusal.Invalid("Malformed Condition type");
        }
    }
}
