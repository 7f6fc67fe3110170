using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Filters;

/// <summary>What a condition looks at: a point, or within a nested condition one object of its payload (no point then).</summary>
internal readonly record struct FilterTarget(MapField<string, Value> Payload, StoredPoint? Point);

/// <summary>
/// Qdrant's filters as functions (qdrant v1.19.0, lib/segment/src/payload_storage/query_checker.rs). Compiling one refuses
/// what Qdrant refuses to parse.
/// </summary>
internal static class PointFilter
{
    private static readonly IReadOnlyDictionary<string, PayloadIndex> NoIndexes = new Dictionary<string, PayloadIndex>();

    /// <exception cref="Grpc.Core.RpcException">Qdrant would not understand the filter.</exception>
    public static void Check(Filter? filter) => Compile(filter, NoIndexes);

    /// <param name="indexes">The collection's: a text index decides how a condition on words is read.</param>
    public static Func<StoredPoint, bool> Compile(Filter? filter, IReadOnlyDictionary<string, PayloadIndex> indexes)
    {
        if (filter is null)
            return _ => true;
        var holds = All(filter, new Surroundings(indexes, null));
        return point => holds(new FilterTarget(point.Payload, point));
    }

    private static Func<FilterTarget, bool> All(Filter filter, Surroundings around)
    {
        var must = Conditions(filter.Must, around);
        var should = Conditions(filter.Should, around);
        var mustNot = Conditions(filter.MustNot, around);
        var some = Conditions(filter.MinShould?.Conditions ?? [], around);
        var minimum = filter.MinShould?.MinCount ?? 0;
        return target =>
            Array.TrueForAll(must, holds => holds(target))
            && !Array.Exists(mustNot, holds => holds(target))
            && (should.Length == 0 || Array.Exists(should, holds => holds(target)))
            && (minimum == 0 || (ulong)some.Count(holds => holds(target)) >= minimum);
    }

    private static Func<FilterTarget, bool>[] Conditions(IEnumerable<Condition> conditions, Surroundings around)
        => [.. conditions.Select(condition => One(condition, around))];

    private static Func<FilterTarget, bool> One(Condition condition, Surroundings around)
    {
        switch (condition.ConditionOneOfCase)
        {
            case Condition.ConditionOneOfOneofCase.Field:
                return FieldFilter.Compile(condition.Field, around.IndexOf(condition.Field.Key));
            case Condition.ConditionOneOfOneofCase.Filter:
                return All(condition.Filter, around);
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
                var inner = All(condition.Nested.Filter ?? throw Refusal.Invalid("Malformed Condition type"), around.Within(objects));
                return target => objects.In(target.Payload)
                    .Any(value => value.StructValue is { } map && inner(new FilterTarget(map.Fields, null)));
            default:
                throw Refusal.Invalid("Malformed Condition type");
        }
    }

    /// <summary>Where a condition stands: in a collection with indexes, and perhaps in a nested filter on the objects at a path.</summary>
    private sealed record Surroundings(IReadOnlyDictionary<string, PayloadIndex> Indexes, PayloadPath? Objects)
    {
        public PayloadIndex? IndexOf(string key) => Indexes.GetValueOrDefault(PayloadPath.Parse(key).Below(Objects).ToString());

        public Surroundings Within(PayloadPath objects) => this with { Objects = objects.Below(Objects) };
    }
}
