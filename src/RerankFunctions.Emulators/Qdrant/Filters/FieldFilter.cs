using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;
using Range = Qdrant.Client.Grpc.Range;

namespace RerankFunctions.Emulators.Qdrant.Filters;

/// <summary>
/// A condition on one payload field. An array matches if one of its elements does (qdrant v1.19.0,
/// lib/segment/src/payload_storage/condition_checker.rs).
/// </summary>
internal static class FieldFilter
{
    /// <param name="index">The field's, which decides how a condition on words is read.</param>
    public static Func<FilterTarget, bool> Compile(FieldCondition field, PayloadIndex? index)
    {
        var path = PayloadPath.Parse(field.Key);
        if (field.Match is { } match && TextFilter.Compile(match, index) is { } words)
        {
            return target => words(
                [.. path.In(target.Payload).SelectMany(PayloadIndex.Elements).Where(value => value.HasStringValue)
                    .Select(value => value.StringValue)]);
        }

        var holds = OfValue(field);
        var holdsWithout = HoldsWithout(field);
        // Asked of every point.
        if (path.Key is { } key)
            return target => target.Payload.TryGetValue(key, out var value) ? holds(value) : holdsWithout;
        return target =>
        {
            var any = false;
            foreach (var value in path.In(target.Payload))
            {
                if (holds(value))
                    return true;
                any = true;
            }
            return !any && holdsWithout;
        };
    }

    public static bool IsEmpty(Value value)
        => value.KindCase == Value.KindOneofCase.NullValue || value.ListValue is { Values.Count: 0 };

    /// <summary>A field that is not there has no values, is empty, and is not null.</summary>
    private static bool HoldsWithout(FieldCondition field)
        => field.ValuesCount is { } count ? Within(0, count)
        : field.HasIsEmpty ? field.IsEmpty
        : field.HasIsNull && !field.IsNull;

    private static Func<Value, bool> OfValue(FieldCondition field)
    {
        if (field.ValuesCount is { } count)
            return value => Within(Count(value), count);
        if (field.HasIsEmpty)
            return value => IsEmpty(value) == field.IsEmpty;
        if (field.HasIsNull)
            return value => HoldsNull(value) == field.IsNull;

        var matches = field.Match is { } match ? MatchFilter.Compile(match) : _ => false;
        var inRange = field.Range is { } range ? value => Number(value) is { } number && Within(number, range)
            : field.DatetimeRange is { } times ? Within(times)
            : (Func<Value, bool>)(_ => false);
        return value => value.ListValue is { } list ? list.Values.Any(One) : One(value);

        bool One(Value value) => matches(value) || inRange(value);
    }

    private static Func<Value, bool> Within(DatetimeRange range)
    {
        var (lt, gt, gte, lte) = (
            range.Lt?.ToDateTime(), range.Gt?.ToDateTime(), range.Gte?.ToDateTime(), range.Lte?.ToDateTime());
        // A comparison with an absent bound is false, so each is asked the other way round.
        return value => value.HasStringValue && PayloadTime.Parse(value.StringValue) is { } time
            && !(time >= lt) && !(time <= gt) && !(time < gte) && !(time > lte);
    }

    private static bool HoldsNull(Value value) => value.ListValue is { } list
        ? list.Values.Any(element => element.KindCase == Value.KindOneofCase.NullValue)
        : value.KindCase == Value.KindOneofCase.NullValue;

    private static ulong Count(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NullValue => 0,
        Value.KindOneofCase.ListValue => (ulong)value.ListValue.Values.Count,
        _ => 1,
    };

    private static double? Number(Value value)
        => value.HasDoubleValue ? value.DoubleValue : value.HasIntegerValue ? value.IntegerValue : null;

    private static bool Within(double number, Range range)
        => (!range.HasLt || number < range.Lt) && (!range.HasGt || number > range.Gt)
        && (!range.HasGte || number >= range.Gte) && (!range.HasLte || number <= range.Lte);

    private static bool Within(ulong number, ValuesCount range)
        => (!range.HasLt || number < range.Lt) && (!range.HasGt || number > range.Gt)
        && (!range.HasGte || number >= range.Gte) && (!range.HasLte || number <= range.Lte);
}
