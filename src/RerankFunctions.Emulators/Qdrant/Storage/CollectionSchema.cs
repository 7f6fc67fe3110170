using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Text;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>
/// A collection's vectors by name ("" for the one without), and its settings. Never changed: a vector added or dropped makes another.
/// </summary>
internal sealed class CollectionSchema
{
    private readonly Dictionary<string, VectorSpace> _dense;
    private readonly MapField<string, SparseVectorParams> _sparse;
    private readonly bool _strictMode;

    public CollectionSchema(CreateCollection request, bool strictMode)
    {
        (Request, _strictMode) = (request, strictMode);
        CollectionName.Check(request.CollectionName);
        _sparse = request.SparseVectorsConfig?.Map ?? [];
        _dense = DenseOf(request).ToDictionary(named => named.Key, named => VectorSpace.ForVector(named.Value));
        StrictMode = new StrictModeConfig();
        if (strictMode)
            StrictMode = new StrictModeConfig { Enabled = true, UnindexedFilteringRetrieve = false, UnindexedFilteringUpdate = false };
        if (request.StrictModeConfig is not null)
            StrictMode.MergeFrom(request.StrictModeConfig);
    }

    /// <summary>What creates the collection as it is now.</summary>
    public CreateCollection Request { get; }

    public string Name => Request.CollectionName;

    public StrictModeConfig StrictMode { get; }

    /// <summary>The names of its sparse vectors.</summary>
    public IEnumerable<string> Sparse => _sparse.Keys;

    public VectorSpace? Dense(string name) => _dense.GetValueOrDefault(name);

    /// <summary>Whether the named vectors are sparse; refuses a name that the collection does not have.</summary>
    public bool IsSparse(string name) => _sparse.ContainsKey(name)
        || (_dense.ContainsKey(name) ? false : throw Refusal.NoVector(name));

    public bool UsesIdf(string name) => _sparse.TryGetValue(name, out var sparse) && sparse.Modifier == Modifier.Idf;

    /// <summary>Whether searches of these vectors may go through an HNSW graph.</summary>
    public bool HasGraph(string name)
    {
        var own = DenseOf(Request).GetValueOrDefault(name)?.HnswConfig;
        return (own is { HasM: true } ? own.M : Request.HnswConfig is { HasM: true } whole ? whole.M : CollectionReport.DefaultM) > 0;
    }

    /// <summary>The schema with one more vector; the same if it is there already, and refused if it is there as another.</summary>
    public CollectionSchema With(CreateVectorNameRequest added)
    {
        var name = added.VectorName;
        var request = Request.Clone();
        if (added.VectorConfigCase == CreateVectorNameRequest.VectorConfigOneofCase.DenseConfig)
        {
            if (_sparse.ContainsKey(name))
                throw Refusal.WrongInput($"Vector `{name}` already exists as a sparse vector");
            var vector = LiveVector.WhatCounts(added.DenseConfig);
            if (DenseOf(Request).TryGetValue(name, out var there))
                return LiveVector.WhatCounts(there).Equals(vector) ? this : throw Refusal.OtherVector($"Vector `{name}`");
            request.VectorsConfig = new VectorsConfig { ParamsMap = new VectorParamsMap { Map = { DenseOf(Request), { name, vector } } } };
        }
        else
        {
            if (_dense.ContainsKey(name))
                throw Refusal.WrongInput($"Vector `{name}` already exists as a dense vector");
            var vector = LiveVector.WhatCounts(added.SparseConfig);
            if (_sparse.TryGetValue(name, out var there))
                return LiveVector.WhatCounts(there).Equals(vector) ? this : throw Refusal.OtherVector($"Sparse vector `{name}`");
            request.SparseVectorsConfig ??= new SparseVectorConfig();
            request.SparseVectorsConfig.Map.Add(name, vector);
        }
        return new CollectionSchema(request, _strictMode);
    }

    /// <summary>The schema without a vector, which need not be there.</summary>
    public CollectionSchema Without(string name)
    {
        var request = Request.Clone();
        request.SparseVectorsConfig?.Map.Remove(name);
        var rest = DenseOf(Request);
        if (rest.Remove(name))
            request.VectorsConfig = new VectorsConfig { ParamsMap = new VectorParamsMap { Map = { rest } } };
        return new CollectionSchema(request, _strictMode);
    }

    /// <summary>Vectors as they will be stored; documents become vectors here.</summary>
    public Dictionary<string, StoredVector> Prepare(Vectors? vectors)
    {
        var given = vectors ?? throw Refusal.Invalid("Expected some vectors");
        return given.VectorsOptionsCase == Vectors.VectorsOptionsOneofCase.Vectors_
            ? given.Vectors_.Vectors.ToDictionary(named => named.Key, named => Prepare(named.Key, named.Value))
            : new() { [""] = Prepare("", given.Vector ?? throw Refusal.Invalid("Expected some vectors")) };
    }

    private StoredVector Prepare(string name, Vector vector)
    {
        var sparse = IsSparse(name);
        var values = StoredVectors.Read(vector, Bm25Text.Document);
        if (!sparse)
            return _dense[name].Prepare(values, name);
        return values is SparseValues ? values : throw StoredVectors.WrongKind();
    }

    private static Dictionary<string, VectorParams> DenseOf(CreateCollection request) => request.VectorsConfig?.ConfigCase switch
    {
        VectorsConfig.ConfigOneofCase.Params => new() { [""] = request.VectorsConfig.Params },
        VectorsConfig.ConfigOneofCase.ParamsMap => new(request.VectorsConfig.ParamsMap.Map),
        _ => [],
    };
}
