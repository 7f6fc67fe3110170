using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>What a server says of a collection: how it was created, and what it takes where nothing was said.</summary>
internal static class CollectionReport
{
    public const ulong DefaultM = 16;

    // HnswConfig, OptimizersConfig and WalConfig as a server without configuration reports them (recorded from 1.19.0).
    private static readonly OptimizersConfigDiff DefaultOptimizers = new()
    {
        DeletedThreshold = 0.2,
        VacuumMinVectorNumber = 1000,
        DefaultSegmentNumber = 0,
        IndexingThreshold = 10000,
        FlushIntervalSec = 5,
        MaxOptimizationThreads = new MaxOptimizationThreads { Setting = MaxOptimizationThreads.Types.Setting.Auto },
    };

    private static readonly WalConfigDiff DefaultWal = new() { WalCapacityMb = 32, WalSegmentsAhead = 0, WalRetainClosed = 1 };

#pragma warning disable CS0612 // The server still reports the fields that the client calls obsolete.
    private static readonly HnswConfigDiff DefaultHnsw = new()
    {
        M = DefaultM,
        EfConstruct = 100,
        FullScanThreshold = 10000,
        MaxIndexingThreads = 0,
        OnDisk = false,
    };

    public static CollectionConfig WriteConfig(CollectionSchema schema)
    {
        var request = schema.Request;
        var hnsw = DefaultHnsw.Clone();
        hnsw.MergeFrom(request.HnswConfig ?? new());
        var optimizers = DefaultOptimizers.Clone();
        optimizers.MergeFrom(request.OptimizersConfig ?? new());
        var wal = DefaultWal.Clone();
        wal.MergeFrom(request.WalConfig ?? new());
        return new CollectionConfig
        {
            Params = new CollectionParams
            {
                ShardNumber = request.HasShardNumber ? request.ShardNumber : 1,
                OnDiskPayload = !request.HasOnDiskPayload || request.OnDiskPayload,
                ReplicationFactor = request.HasReplicationFactor ? request.ReplicationFactor : 1,
                WriteConsistencyFactor = request.HasWriteConsistencyFactor ? request.WriteConsistencyFactor : 1,
                VectorsConfig = request.VectorsConfig,
                SparseVectorsConfig = request.SparseVectorsConfig,
                Payload = request.Payload,
            },
            HnswConfig = hnsw,
            OptimizerConfig = optimizers,
            WalConfig = wal,
            QuantizationConfig = request.QuantizationConfig,
            StrictModeConfig = schema.StrictMode.Equals(new StrictModeConfig()) ? null : schema.StrictMode,
            Metadata = { request.Metadata },
        };
    }
#pragma warning restore CS0612
}
