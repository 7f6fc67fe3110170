using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Queries;

/// <summary>
/// Points by a payload value, which needs an index that answers ranges, strict mode or not. A point with several values comes once for each
/// (qdrant v1.19.0, lib/segment/src/data_types/order_by.rs).
/// </summary>
internal sealed class OrderedPoints(CollectionState state, OrderBy order)
{
    /// <summary>The score that every point has, ordered by something else.</summary>
    private const float Score = 1;

    public IEnumerable<Hit> Among(IEnumerable<StoredPoint> points)
    {
        var path = PayloadPath.Parse(order.Key);
        var index = state.Indexes.GetValueOrDefault(path.ToString());
        IndexUse[] ranges = [IndexUse.IntegerRange, IndexUse.FloatRange, IndexUse.DatetimeRange];
        if (index is null || !Array.Exists(ranges, index.Serves))
            throw Refusal.NoIndex($"No range index for `order_by` key: `{path}`", "use `order_by`", "Range");

        var ascending = order.Direction == Direction.Asc;
        var hits = points.SelectMany(point => path.In(point.Payload).SelectMany(PayloadIndex.Elements)
            .Select(value => ValueOf(index.Type, value)).OfType<OrderValue>().Select(value => new Hit(point, Score, value)));
        if (order.StartFrom is { } from)
        {
            var start = Number(from);
            hits = hits.Where(hit => ascending ? Number(hit.Order!) >= start : Number(hit.Order!) <= start);
        }
        return ascending
            ? hits.OrderBy(hit => Number(hit.Order!)).ThenBy(hit => hit.Point.Key)
            : hits.OrderByDescending(hit => Number(hit.Order!)).ThenByDescending(hit => hit.Point.Key);
    }

    private static OrderValue? ValueOf(PayloadSchemaType type, Value value) => type switch
    {
        PayloadSchemaType.Integer when value.HasIntegerValue => new OrderValue { Int = value.IntegerValue },
        PayloadSchemaType.Float when value.HasDoubleValue => new OrderValue { Float = value.DoubleValue },
        PayloadSchemaType.Float when value.HasIntegerValue => new OrderValue { Float = value.IntegerValue },
        PayloadSchemaType.Datetime when value.HasStringValue && PayloadTime.Parse(value.StringValue) is { } time =>
            new OrderValue { Int = Microseconds(time) },
        _ => null,
    };

    private static double Number(OrderValue value) => value.VariantCase == OrderValue.VariantOneofCase.Int ? value.Int : value.Float;

    private static double Number(StartFrom from) => from.ValueCase switch
    {
        StartFrom.ValueOneofCase.Integer => from.Integer,
        StartFrom.ValueOneofCase.Float => from.Float,
        StartFrom.ValueOneofCase.Timestamp => Microseconds(from.Timestamp.ToDateTime()),
        StartFrom.ValueOneofCase.Datetime when PayloadTime.Parse(from.Datetime) is { } time => Microseconds(time),
        _ => throw Refusal.Invalid($"Malformed start_from: {from}"),
    };

    private static long Microseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
