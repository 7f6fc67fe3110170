using Google.Protobuf;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// A collection's points, vectors and indexes, changed by operations alone, so that the same operations give the same state again.
/// Not thread-safe; <see cref="Collection"/> guards it.
/// </summary>
internal sealed class CollectionState
{
    private readonly Dictionary<PointKey, StoredPoint> _points = [];
    private readonly SortedSet<PointKey> _keys = [];
    private readonly Dictionary<string, PayloadIndex> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SparsePostings> _postings;

    public CollectionState(CollectionSchema schema)
    {
        Schema = schema;
        _postings = schema.Sparse.ToDictionary(name => name, _ => new SparsePostings(), StringComparer.Ordinal);
    }

    public CollectionSchema Schema { get; private set; }

    public IReadOnlyDictionary<string, PayloadIndex> Indexes => _indexes;

    /// <summary>The number of the last operation.</summary>
    public ulong Operation { get; private set; }

    public int Count => _points.Count;

    /// <summary>In no particular order.</summary>
    public IEnumerable<StoredPoint> Points => _points.Values;

    public IEnumerable<StoredPoint> PointsFrom(PointKey? first)
        => (first is { } key ? _keys.GetViewBetween(key, PointKey.Last) : _keys).Select(id => _points[id]);

    public StoredPoint? Find(PointKey key) => _points.GetValueOrDefault(key);

    /// <summary>The collection's strict mode, once a request's time-out has passed it.</summary>
    public StrictMode Rules(bool hasTimeout, ulong timeout)
    {
        var rules = new StrictMode(this);
        rules.CheckTimeout(hasTimeout, timeout);
        return rules;
    }

    public SparsePostings Postings(string vector) => _postings[vector];

    public void Apply(ulong operation, IMessage request)
    {
        switch (request)
        {
            case UpsertPoints upsert:
                foreach (var point in upsert.Points)
                    Put(new StoredPoint(PointKey.Parse(point.Id), operation, point.Payload, Schema.Prepare(point.Vectors)));
                break;
            case DeletePoints delete:
                foreach (var point in Selected(delete.Points))
                    Remove(point.Key);
                break;
            case CreateFieldIndexCollection create:
                var index = PayloadIndex.Parse(create);
                _indexes[index.Path.ToString()] = index;
                break;
            case DeleteFieldIndexCollection delete:
                _indexes.Remove(PayloadPath.Parse(delete.FieldName).ToString());
                break;
            case CreateVectorNameRequest create:
                Schema = Schema.With(create);
                if (Schema.IsSparse(create.VectorName))
                    _postings.TryAdd(create.VectorName, new SparsePostings());
                break;
            case DeleteVectorNameRequest delete:
                foreach (var point in _points.Values.Where(point => point.Vectors.ContainsKey(delete.VectorName)).ToList())
                    Put(point.Without([delete.VectorName]));
                Schema = Schema.Without(delete.VectorName);
                _postings.Remove(delete.VectorName);
                break;
            default:
                Change(operation, request);
                break;
        }
        Operation = Math.Max(Operation, operation);
    }

    /// <summary>The stored points that a selector names; unknown ids are passed over.</summary>
    public IReadOnlyList<StoredPoint> Selected(PointsSelector selector)
    {
        if (selector.PointsSelectorOneOfCase == PointsSelector.PointsSelectorOneOfOneofCase.Points)
            return [.. selector.Points.Ids.Select(PointKey.Parse).Distinct().Select(Find).OfType<StoredPoint>()];
        var holds = PointFilter.Compile(selector.Filter, _indexes);
        return [.. _points.Values.Where(holds)];
    }

    /// <summary>Operations that change points which are there.</summary>
    private void Change(ulong operation, IMessage request)
    {
        switch (request)
        {
            case SetPayloadPoints set:
                var path = set.HasKey ? PayloadPath.Parse(set.Key) : null;
                Replace(set.PointsSelector, point => point with { Payload = PayloadChange.Set(point.Payload, set.Payload, path) });
                break;
            // As in Qdrant, its key changes nothing: the whole payload is replaced.
            case PointsUpdateOperation { OverwritePayload: { } overwrite }:
                Replace(overwrite.PointsSelector, point => point with { Payload = overwrite.Payload.Clone() });
                break;
            case DeletePayloadPoints delete:
                PayloadPath[] keys = [.. delete.Keys.Select(PayloadPath.Parse)];
                Replace(delete.PointsSelector, point => point with { Payload = PayloadChange.Delete(point.Payload, keys) });
                break;
            case ClearPayloadPoints clear:
                Replace(clear.Points, point => point with { Payload = [] });
                break;
            case UpdatePointVectors update:
                foreach (var vectors in update.Points)
                {
                    if (Find(PointKey.Parse(vectors.Id)) is { } point)
                        Put(point.With(Schema.Prepare(vectors.Vectors)) with { Version = operation });
                }
                break;
            case DeletePointVectors delete:
                Replace(delete.PointsSelector, point => point.Without(delete.Vectors.Names));
                break;
            default:
                throw new ArgumentException($"{request.Descriptor.Name} changes no collection", nameof(request));
        }

        void Replace(PointsSelector points, Func<StoredPoint, StoredPoint> change)
        {
            foreach (var point in Selected(points))
                Put(change(point) with { Version = operation });
        }
    }

    private void Put(StoredPoint point)
    {
        if (!_keys.Add(point.Key))
            Unpost(_points[point.Key]);
        _points[point.Key] = point;
        foreach (var (name, postings) in _postings)
        {
            if (point.Vectors.GetValueOrDefault(name) is SparseValues vector)
                postings.Add(point.Key, vector);
        }
    }

    private void Remove(PointKey key)
    {
        if (_points.Remove(key, out var point))
            Unpost(point);
        _keys.Remove(key);
    }

    private void Unpost(StoredPoint point)
    {
        foreach (var (name, postings) in _postings)
        {
            if (point.Vectors.GetValueOrDefault(name) is SparseValues vector)
                postings.Remove(point.Key, vector);
        }
    }
}
