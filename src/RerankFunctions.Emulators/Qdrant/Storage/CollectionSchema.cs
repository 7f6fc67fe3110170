using Google.Protobuf.Collections;
using RerankFunctions.Emulators.Qdrant.Points;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Text;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>What a collection was created with: its vectors by name ("" for the one without), and its settings.</summary>
internal sealed class CollectionSchema
{
#pragma warning disable CS0612 // The server still reports the fields that the client calls obsolete.
    // HnswConfig, OptimizersConfig and WalConfig as a server without configuration reports them (qdrant v1.18.3, config/config.yaml).
    private static readonly HnswConfigDiff DefaultHnsw = new()
    {
        M = 16,
        EfConstruct = 100,
        FullScanThreshold = 10000,
        MaxIndexingThreads = 0,
        OnDisk = false,
    };
#pragma warning restore CS0612

    private static readonly OptimizersConfigDiff DefaultOptimizers = new()
    {
        DeletedThreshold = 0.2,
        VacuumMinVectorNumber = 1000,
        DefaultSegmentNumber = 0,
        IndexingThreshold = 10000,
        FlushIntervalSec = 5,
    };

    private static readonly WalConfigDiff DefaultWal = new() { WalCapacityMb = 32, WalSegmentsAhead = 0 };

    private readonly Dictionary<string, VectorSpace> _dense;
    private readonly MapField<string, SparseVectorParams> _sparse;

    public CollectionSchema(CreateCollection request, bool strictMode)
    {
        Request = request;
        CollectionName.Check(request.CollectionName);
        _sparse = request.SparseVectorsConfig?.Map ?? [];
        _dense = request.VectorsConfig?.ConfigCase switch
        {
            VectorsConfig.ConfigOneofCase.Params => new() { [""] = Space("", request.VectorsConfig.Params) },
            VectorsConfig.ConfigOneofCase.ParamsMap =>
                request.VectorsConfig.ParamsMap.Map.ToDictionary(named => named.Key, named => Space(named.Key, named.Value)),
            _ => [],
        };
        StrictMode = new StrictModeConfig();
        if (strictMode)
            StrictMode = new StrictModeConfig { Enabled = true, UnindexedFilteringRetrieve = false, UnindexedFilteringUpdate = false };
        if (request.StrictModeConfig is not null)
            StrictMode.MergeFrom(request.StrictModeConfig);
    }

    public CreateCollection Request { get; }

    public string Name => Request.CollectionName;

    public StrictModeConfig StrictMode { get; }

    public VectorSpace? Dense(string name) => _dense.GetValueOrDefault(name);

    /// <summary>Whether the named vectors are sparse; refuses a name that the collection does not have.</summary>
    public bool IsSparse(string name) => _sparse.ContainsKey(name)
        || (_dense.ContainsKey(name) ? false : throw Refusal.WrongInput($"Not existing vector name error: {name}"));

    public bool UsesIdf(string name) => _sparse.TryGetValue(name, out var sparse) && sparse.Modifier == Modifier.Idf;

    /// <summary>A point's vectors as they will be stored; documents become vectors here.</summary>
    public Dictionary<string, StoredVector> Prepare(PointStruct point)
    {
        var vectors = point.Vectors ?? throw Refusal.Invalid("Expected some vectors");
        return vectors.VectorsOptionsCase == Vectors.VectorsOptionsOneofCase.Vectors_
            ? vectors.Vectors_.Vectors.ToDictionary(named => named.Key, named => Prepare(named.Key, named.Value))
            : new() { [""] = Prepare("", vectors.Vector ?? throw Refusal.Invalid("Expected some vectors")) };
    }

    public CollectionConfig ToConfig()
    {
        var hnsw = DefaultHnsw.Clone();
        hnsw.MergeFrom(Request.HnswConfig ?? new());
        var optimizers = DefaultOptimizers.Clone();
        optimizers.MergeFrom(Request.OptimizersConfig ?? new());
        var wal = DefaultWal.Clone();
        wal.MergeFrom(Request.WalConfig ?? new());
        return new CollectionConfig
        {
            Params = new CollectionParams
            {
                ShardNumber = Request.HasShardNumber ? Request.ShardNumber : 1,
#pragma warning disable CS0612
                OnDiskPayload = !Request.HasOnDiskPayload || Request.OnDiskPayload,
#pragma warning restore CS0612
                ReplicationFactor = Request.HasReplicationFactor ? Request.ReplicationFactor : 1,
                WriteConsistencyFactor = Request.HasWriteConsistencyFactor ? Request.WriteConsistencyFactor : 1,
                VectorsConfig = Request.VectorsConfig,
                SparseVectorsConfig = Request.SparseVectorsConfig,
            },
            HnswConfig = hnsw,
            OptimizerConfig = optimizers,
            WalConfig = wal,
            StrictModeConfig = StrictMode.Equals(new StrictModeConfig()) ? null : StrictMode,
            Metadata = { Request.Metadata },
        };
    }

    private StoredVector Prepare(string name, Vector vector)
    {
        var sparse = IsSparse(name);
        var values = StoredVectors.Read(vector, Bm25Text.Document);
        return (sparse, values) switch
        {
            (true, SparseValues) => values,
            (false, DenseValues dense) => _dense[name].Prepare(dense.Values, name),
            _ => throw StoredVectors.WrongKind(),
        };
    }

    private static VectorSpace Space(string name, VectorParams vector)
    {
        if (vector.Size is 0 or > 65536)
            throw Refusal.Validation("vectors_config.config.size", $"value {vector.Size} invalid, must be from 1 to 65536");
        if (vector.Distance == Distance.UnknownDistance)
            throw Refusal.Invalid("Malformed distance parameter: UnknownDistance");
        return new VectorSpace(name, (int)vector.Size, vector.Distance);
    }
}
