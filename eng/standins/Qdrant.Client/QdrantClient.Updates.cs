using Qdrant.Client.Grpc;

namespace Qdrant.Client;

public partial class QdrantClient
{
    public Task<UpdateResult> UpsertAsync(
        string collectionName,
        IReadOnlyList<PointStruct> points,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default) =>
        UpsertAsync(collectionName, points, null, wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> UpsertAsync(
        string collectionName,
        IReadOnlyList<PointStruct> points,
        Filter? updateFilter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default) =>
        UpsertAsync(
            new UpsertPoints
            {
                CollectionName = collectionName,
                Points = { points },
                UpdateFilter = updateFilter,
                Wait = wait,
                Ordering = Ordering(ordering),
                ShardKeySelector = shardKeySelector,
            },
            cancellationToken);

    public async Task<UpdateResult> UpsertAsync(
        UpsertPoints request,
        CancellationToken cancellationToken = default) =>
        (await _points.UpsertAsync(request, Options(cancellationToken))).Result;

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        IReadOnlyList<Guid> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default) =>
        DeleteAsync(collectionName, Selector(ids), wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> DeleteAsync(
        string collectionName,
        Filter filter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        CancellationToken cancellationToken = default) =>
        DeleteAsync(
            collectionName, new PointsSelector { Filter = filter }, wait, ordering, shardKeySelector, cancellationToken);

    public Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        IReadOnlyList<Guid> ids,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default) =>
        SetPayloadAsync(
            collectionName, payload, Selector(ids), wait, ordering, shardKeySelector, key, cancellationToken);

    public Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        Filter filter,
        bool wait = true,
        WriteOrderingType? ordering = null,
        ShardKeySelector? shardKeySelector = null,
        string? key = null,
        CancellationToken cancellationToken = default) =>
        SetPayloadAsync(
            collectionName, payload, new PointsSelector { Filter = filter }, wait, ordering, shardKeySelector, key, cancellationToken);

    public async Task<UpdateResult> CreatePayloadIndexAsync(
        string collectionName,
        string fieldName,
        PayloadSchemaType schemaType = PayloadSchemaType.Keyword,
        PayloadIndexParams? indexParams = null,
        bool wait = true,
        WriteOrderingType? ordering = null,
        CancellationToken cancellationToken = default)
    {
        var request = new CreateFieldIndexCollection
        {
            CollectionName = collectionName,
            FieldName = fieldName,
            FieldType = Enum.Parse<FieldType>(schemaType.ToString()),
            FieldIndexParams = indexParams,
            Wait = wait,
            Ordering = Ordering(ordering),
        };
        return (await _points.CreateFieldIndexAsync(request, Options(cancellationToken))).Result;
    }

    private async Task<UpdateResult> DeleteAsync(
        string collectionName,
        PointsSelector points,
        bool wait,
        WriteOrderingType? ordering,
        ShardKeySelector? shardKeySelector,
        CancellationToken cancellationToken)
    {
        var request = new DeletePoints
        {
            CollectionName = collectionName,
            Points = points,
            Wait = wait,
            Ordering = Ordering(ordering),
            ShardKeySelector = shardKeySelector,
        };
        return (await _points.DeleteAsync(request, Options(cancellationToken))).Result;
    }

    private async Task<UpdateResult> SetPayloadAsync(
        string collectionName,
        IReadOnlyDictionary<string, Value> payload,
        PointsSelector points,
        bool wait,
        WriteOrderingType? ordering,
        ShardKeySelector? shardKeySelector,
        string? key,
        CancellationToken cancellationToken)
    {
        var request = new SetPayloadPoints
        {
            CollectionName = collectionName,
            PointsSelector = points,
            Wait = wait,
            Ordering = Ordering(ordering),
            ShardKeySelector = shardKeySelector,
        };
        foreach (var (name, value) in payload)
            request.Payload.Add(name, value);
        if (key is not null)
            request.Key = key;
        return (await _points.SetPayloadAsync(request, Options(cancellationToken))).Result;
    }

    private static PointsSelector Selector(IReadOnlyList<Guid> ids) =>
        new() { Points = new PointsIdsList { Ids = { ids.Select(id => (PointId)id) } } };

    private static WriteOrdering? Ordering(WriteOrderingType? type) =>
        type is { } ordering ? new WriteOrdering { Type = ordering } : null;
}
