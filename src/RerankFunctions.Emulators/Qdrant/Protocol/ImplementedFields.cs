using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace RerankFunctions.Emulators.Qdrant.Protocol;

/// <summary>
/// What the emulator does of Qdrant's protocol: by message the fields, by enumeration the values, as Qdrant's own files name them. A field that
/// only tunes a server (memory, threads, replicas, consistency) is implemented by being taken and reported. What is not here is refused.
/// </summary>
internal static class ImplementedFields
{
    private const string Package = "qdrant.";

    private static readonly FrozenSet<string> None = [];

    private static readonly FrozenDictionary<string, FrozenSet<string>> Types = Parse(
        """
        CreateCollection: collection_name hnsw_config wal_config optimizers_config shard_number on_disk_payload timeout vectors_config
          replication_factor write_consistency_factor sharding_method sparse_vectors_config strict_mode_config metadata payload
        DeleteCollection: collection_name timeout
        GetCollectionInfoRequest: collection_name
        CollectionExistsRequest: collection_name

        VectorsConfig: params params_map
        VectorParamsMap: map
        VectorParams: size distance hnsw_config on_disk datatype memory
        SparseVectorConfig: map
        SparseVectorParams: index modifier
        SparseIndexConfig: full_scan_threshold on_disk datatype memory
        HnswConfigDiff: m ef_construct full_scan_threshold max_indexing_threads on_disk payload_m inline_storage memory
        WalConfigDiff: wal_capacity_mb wal_segments_ahead wal_retain_closed
        OptimizersConfigDiff: deleted_threshold vacuum_min_vector_number default_segment_number max_segment_size memmap_threshold
          indexing_threshold flush_interval_sec deprecated_max_optimization_threads max_optimization_threads
        MaxOptimizationThreads: value setting
        PayloadStorageParams: memory
        StrictModeConfig: enabled max_query_limit max_timeout unindexed_filtering_retrieve unindexed_filtering_update search_max_hnsw_ef
          search_allow_exact upsert_max_batchsize filter_max_conditions condition_max_size
        Distance: UnknownDistance Cosine Euclid Dot Manhattan
        Modifier: None Idf
        Datatype: Default Float32
        Memory: MemoryUnknown Cold Cached Pinned
        MaxOptimizationThreads.Setting: Auto
        ShardingMethod: Auto

        CreateFieldIndexCollection: collection_name wait field_name field_type field_index_params ordering timeout
        DeleteFieldIndexCollection: collection_name wait field_name ordering timeout
        PayloadIndexParams: keyword_index_params integer_index_params float_index_params bool_index_params datetime_index_params
          uuid_index_params
        KeywordIndexParams: is_tenant on_disk enable_hnsw memory
        IntegerIndexParams: lookup range is_principal on_disk enable_hnsw memory
        FloatIndexParams: is_principal on_disk enable_hnsw memory
        BoolIndexParams: on_disk enable_hnsw memory
        DatetimeIndexParams: is_principal on_disk enable_hnsw memory
        UuidIndexParams: is_tenant on_disk enable_hnsw memory
        FieldType: FieldTypeKeyword FieldTypeInteger FieldTypeFloat FieldTypeBool FieldTypeDatetime FieldTypeUuid

        UpsertPoints: collection_name wait points ordering update_filter timeout update_mode
        DeletePoints: collection_name wait points ordering timeout
        SetPayloadPoints: collection_name wait payload points_selector ordering key timeout
        WriteOrdering: type
        WriteOrderingType: Weak Medium Strong
        UpdateMode: Upsert InsertOnly UpdateOnly
        PointStruct: id payload vectors
        Vectors: vector vectors
        NamedVectors: vectors
        Vector: data indices dense sparse document
        SparseIndices: data
        DenseVector: data
        SparseVector: values indices
        Document: text model options
        PointsSelector: points filter
        PointsIdsList: ids
        PointId: num uuid
        Value: null_value double_value integer_value string_value bool_value struct_value list_value
        NullValue: NULL_VALUE
        Struct: fields
        ListValue: values

        GetPoints: collection_name ids with_payload with_vectors read_consistency timeout
        ScrollPoints: collection_name filter offset limit with_payload with_vectors read_consistency timeout
        CountPoints: collection_name filter exact read_consistency timeout
        QueryPoints: collection_name prefetch query using filter params score_threshold limit offset with_vectors with_payload
          read_consistency timeout
        PrefetchQuery: prefetch query using filter params score_threshold limit
        Query: nearest fusion rrf
        VectorInput: id dense sparse document
        Fusion: RRF
        Rrf: k weights
        SearchParams: hnsw_ef exact indexed_only
        ReadConsistency: type factor
        ReadConsistencyType: All Majority Quorum
        WithPayloadSelector: enable include exclude
        PayloadIncludeSelector: fields
        PayloadExcludeSelector: fields
        WithVectorsSelector: enable include
        VectorsSelector: names

        Filter: should must must_not min_should
        MinShould: conditions min_count
        Condition: field is_empty has_id filter is_null nested has_vector
        FieldCondition: key match range values_count datetime_range is_empty is_null
        IsEmptyCondition: key
        IsNullCondition: key
        HasIdCondition: has_id
        HasVectorCondition: has_vector
        NestedCondition: key filter
        Match: keyword integer boolean keywords integers except_integers except_keywords
        RepeatedStrings: strings
        RepeatedIntegers: integers
        Range: lt gt gte lte
        DatetimeRange: lt gt gte lte
        ValuesCount: lt gt gte lte
        google.protobuf.Timestamp: seconds nanos
        """);

    /// <summary>The full names of the messages and enumerations of which anything is implemented.</summary>
    public static IReadOnlyDictionary<string, FrozenSet<string>> All => Types;

    public static IReadOnlySet<string> Of(IDescriptor type) => Types.GetValueOrDefault(type.FullName, None);

    private static FrozenDictionary<string, FrozenSet<string>> Parse(string table)
    {
        var types = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal);
        foreach (var entry in table.Replace("\n  ", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, members) = entry.Split(':') is [var before, var after] ? (before, after) : throw new FormatException(entry);
            types.Add(
                name.Contains("google", StringComparison.Ordinal) ? name : Package + name,
                members.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal));
        }
        return types.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
