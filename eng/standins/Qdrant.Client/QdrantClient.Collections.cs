using Qdrant.Client.Grpc;

namespace Qdrant.Client;

public partial class QdrantClient
{
    public async Task CreateCollectionAsync(
        string collectionName,
        VectorParamsMap? vectorsConfig,
        Dictionary<string, Value> metadata,
        uint shardNumber = 1,
        uint replicationFactor = 1,
        uint writeConsistencyFactor = 1,
        bool onDiskPayload = false,
        HnswConfigDiff? hnswConfig = null,
        OptimizersConfigDiff? optimizersConfig = null,
        WalConfigDiff? walConfig = null,
        QuantizationConfig? quantizationConfig = null,
        ShardingMethod? shardingMethod = null,
        SparseVectorConfig? sparseVectorsConfig = null,
        StrictModeConfig? strictModeConfig = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var request = new CreateCollection
        {
            CollectionName = collectionName,
            VectorsConfig = vectorsConfig is null ? null : new VectorsConfig { ParamsMap = vectorsConfig },
            ShardNumber = shardNumber,
            ReplicationFactor = replicationFactor,
            WriteConsistencyFactor = writeConsistencyFactor,
            OnDiskPayload = onDiskPayload,
            HnswConfig = hnswConfig,
            OptimizersConfig = optimizersConfig,
            WalConfig = walConfig,
            QuantizationConfig = quantizationConfig,
            SparseVectorsConfig = sparseVectorsConfig,
            StrictModeConfig = strictModeConfig,
            Metadata = { metadata },
        };
        if (shardingMethod is { } method)
            request.ShardingMethod = method;
        if (timeout is { } limit)
            request.Timeout = Seconds(limit);

        var response = await _collections.CreateAsync(request, Options(cancellationToken));
        if (!response.Result)
            throw new QdrantException($"Collection '{collectionName}' could not be created");
    }

    public async Task<CollectionInfo> GetCollectionInfoAsync(
        string collectionName,
        CancellationToken cancellationToken = default)
    {
        var request = new GetCollectionInfoRequest { CollectionName = collectionName };
        return (await _collections.GetAsync(request, Options(cancellationToken))).Result;
    }

    public async Task<IReadOnlyList<string>> ListCollectionsAsync(CancellationToken cancellationToken = default)
    {
        var response = await _collections.ListAsync(new ListCollectionsRequest(), Options(cancellationToken));
        return [.. response.Collections.Select(collection => collection.Name)];
    }

    public async Task DeleteCollectionAsync(
        string collectionName,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var request = new DeleteCollection { CollectionName = collectionName };
        if (timeout is { } limit)
            request.Timeout = Seconds(limit);

        var response = await _collections.DeleteAsync(request, Options(cancellationToken));
        if (!response.Result)
            throw new QdrantException($"Collection '{collectionName}' could not be deleted");
    }

    public async Task<bool> CollectionExistsAsync(
        string collectionName,
        CancellationToken cancellationToken = default)
    {
        var request = new CollectionExistsRequest { CollectionName = collectionName };
        return (await _collections.CollectionExistsAsync(request, Options(cancellationToken))).Result.Exists;
    }
}
