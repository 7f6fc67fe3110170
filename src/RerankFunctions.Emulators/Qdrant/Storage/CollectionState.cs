using Google.Protobuf;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// A collection's points and indexes, changed by operations alone, so that the same operations give the same state again.
/// Not thread-safe; <see cref="Collection"/> guards it.
/// </summary>
internal sealed class CollectionState(CollectionSchema schema)
{
    private readonly Dictionary<PointKey, StoredPoint> _points = [];
    private readonly SortedSet<PointKey> _keys = [];
    private readonly Dictionary<string, PayloadIndex> _indexes = new(StringComparer.Ordinal);

    public CollectionSchema Schema => schema;

    public IReadOnlyDictionary<string, PayloadIndex> Indexes => _indexes;

    /// <summary>The number of the last operation.</summary>
    public ulong Operation { get; private set; }

    public int Count => _points.Count;

    /// <summary>In no particular order.</summary>
    public IEnumerable<StoredPoint> Points => _points.Values;

    public IEnumerable<StoredPoint> PointsFrom(PointKey? first) =>
        (first is { } key ? _keys.GetViewBetween(key, PointKey.Last) : _keys).Select(id => _points[id]);

    public StoredPoint? Find(PointKey key) => _points.GetValueOrDefault(key);

    public void Apply(ulong operation, IMessage request)
    {
        switch (request)
        {
            case UpsertPoints upsert:
                foreach (var point in upsert.Points)
                    Put(new StoredPoint(PointKey.Parse(point.Id), operation, point.Payload, schema.Prepare(point)));
                break;
            case DeletePoints delete:
                foreach (var point in Selected(delete.Points))
                    Remove(point.Key);
                break;
            case SetPayloadPoints set:
                var path = set.HasKey ? PayloadPath.Parse(set.Key) : null;
                foreach (var point in Selected(set.PointsSelector))
                    Put(point with { Version = operation, Payload = PayloadChange.Set(point.Payload, set.Payload, path) });
                break;
            case CreateFieldIndexCollection create:
                var index = PayloadIndex.Parse(create);
                _indexes[index.Path.ToString()] = index;
                break;
            case DeleteFieldIndexCollection delete:
                _indexes.Remove(PayloadPath.Parse(delete.FieldName).ToString());
                break;
            default:
                throw new ArgumentException($"{request.Descriptor.Name} changes no collection", nameof(request));
        }
        Operation = Math.Max(Operation, operation);
    }

    /// <summary>The stored points that a selector names; unknown ids are passed over, as Qdrant does.</summary>
    public IReadOnlyList<StoredPoint> Selected(PointsSelector selector)
    {
        if (selector.PointsSelectorOneOfCase == PointsSelector.PointsSelectorOneOfOneofCase.Points)
            return [.. selector.Points.Ids.Select(PointKey.Parse).Distinct().Select(Find).OfType<StoredPoint>()];
        var holds = PointFilter.Compile(selector.Filter);
        return [.. _points.Values.Where(holds)];
    }

    private void Put(StoredPoint point)
    {
        _points[point.Key] = point;
        _keys.Add(point.Key);
    }

    private void Remove(PointKey key)
    {
        _points.Remove(key);
        _keys.Remove(key);
    }
}
