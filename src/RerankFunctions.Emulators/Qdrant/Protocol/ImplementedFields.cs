using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace RerankFunctions.Emulators.Qdrant.Protocol;

/// <summary>
/// What the emulator does of Qdrant's protocol: by message the fields, by enumeration the values, as Qdrant's own files name them. A
/// field that only tunes a server (memory, graphs, quantisation, replicas, consistency) is implemented by being taken and reported. What
/// is not here is refused.
/// </summary>
internal static class ImplementedFields
{
    private const string Package = "qdrant.";

    private static readonly FrozenSet<string> None = [];

    private static readonly FrozenDictionary<string, FrozenSet<string>> Types = Parse(
        """
        CreateCollection: collection_name hnsw_config wal_config optimizers_config shard_number on_disk_payload timeout vectors_config
          replication_factor write_consistency_factor quantization_config sharding_method
          sparse_vectors_config strict_mode_config metadata payload
        DeleteCollection: collection_name timeout
        GetCollectionInfoRequest: collection_name
        CollectionExistsRequest: collection_name

        VectorsConfig: params params_map
        VectorParamsMap: map
        VectorParams: size distance hnsw_config quantization_config on_disk datatype multivector_config memory
        MultiVectorConfig: comparator
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
        QuantizationConfig: scalar product binary turboquant
        ScalarQuantization: type quantile always_ram memory
        ProductQuantization: compression always_ram memory
        BinaryQuantization: always_ram encoding query_encoding memory
        BinaryQuantizationQueryEncoding: setting
        TurboQuantization: always_ram bits memory
        Distance: UnknownDistance Cosine Euclid Dot Manhattan
        Modifier: None Idf
        MultiVectorComparator: MaxSim
        Datatype: Default Float32 Float16
        QuantizationType: UnknownQuantization Int8
        CompressionRatio: x4 x8 x16 x32 x64
        BinaryQuantizationEncoding: OneBit TwoBits OneAndHalfBits
        BinaryQuantizationQueryEncoding.Setting: Default Binary Scalar4Bits Scalar8Bits
        TurboQuantBitSize: Bits1 Bits1_5 Bits2 Bits4
        Memory: MemoryUnknown Cold Cached Pinned
        MaxOptimizationThreads.Setting: Auto
        ShardingMethod: Auto

        ChangeAliases: actions timeout
        AliasOperations: create_alias rename_alias delete_alias
        CreateAlias: collection_name alias_name
        RenameAlias: old_alias_name new_alias_name
        DeleteAlias: alias_name
        ListCollectionAliasesRequest: collection_name

        CreateVectorNameRequest: collection_name wait vector_name dense_config sparse_config timeout ordering
        DenseVectorCreationConfig: size distance multivector_config datatype
        SparseVectorCreationConfig: modifier datatype
        DeleteVectorNameRequest: collection_name wait vector_name timeout ordering

        CreateFieldIndexCollection: collection_name wait field_name field_type field_index_params ordering timeout
        DeleteFieldIndexCollection: collection_name wait field_name ordering timeout
        PayloadIndexParams: keyword_index_params integer_index_params float_index_params bool_index_params datetime_index_params
          uuid_index_params text_index_params
        KeywordIndexParams: is_tenant on_disk enable_hnsw prefix memory
        IntegerIndexParams: lookup range is_principal on_disk enable_hnsw memory
        FloatIndexParams: is_principal on_disk enable_hnsw memory
        BoolIndexParams: on_disk enable_hnsw memory
        DatetimeIndexParams: is_principal on_disk enable_hnsw memory
        UuidIndexParams: is_tenant on_disk enable_hnsw memory
        TextIndexParams: tokenizer lowercase min_token_len max_token_len on_disk phrase_matching enable_hnsw memory
        TokenizerType: Unknown Word
        FieldType: FieldTypeText FieldTypeKeyword FieldTypeInteger FieldTypeFloat FieldTypeBool FieldTypeDatetime FieldTypeUuid

        UpsertPoints: collection_name wait points ordering update_filter timeout update_mode
        DeletePoints: collection_name wait points ordering timeout
        SetPayloadPoints: collection_name wait payload points_selector ordering key timeout
        DeletePayloadPoints: collection_name wait keys points_selector ordering timeout
        ClearPayloadPoints: collection_name wait points ordering timeout
        UpdatePointVectors: collection_name wait points ordering update_filter timeout
        PointVectors: id vectors
        DeletePointVectors: collection_name wait points_selector vectors ordering timeout
        UpdateBatchPoints: collection_name wait operations ordering timeout
        PointsUpdateOperation: upsert set_payload overwrite_payload delete_payload update_vectors delete_vectors delete_points clear_payload
        PointsUpdateOperation.PointStructList: points update_filter update_mode
        PointsUpdateOperation.SetPayload: payload points_selector key
        PointsUpdateOperation.OverwritePayload: payload points_selector key
        PointsUpdateOperation.DeletePayload: keys points_selector
        PointsUpdateOperation.UpdateVectors: points update_filter
        PointsUpdateOperation.DeleteVectors: points_selector vectors
        PointsUpdateOperation.DeletePoints: points
        PointsUpdateOperation.ClearPayload: points
        WriteOrdering: type
        WriteOrderingType: Weak Medium Strong
        UpdateMode: Upsert InsertOnly UpdateOnly
        PointStruct: id payload vectors
        Vectors: vector vectors
        NamedVectors: vectors
        Vector: data indices dense sparse multi_dense document
        MultiDenseVector: vectors
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
        ScrollPoints: collection_name filter offset limit with_payload with_vectors read_consistency order_by timeout
        CountPoints: collection_name filter exact read_consistency timeout
        QueryPoints: collection_name prefetch query using filter params score_threshold limit offset with_vectors with_payload
          read_consistency timeout
        QueryBatchPoints: collection_name query_points read_consistency timeout
        QueryPointGroups: collection_name prefetch query using filter params score_threshold with_payload with_vectors limit group_size
          group_by read_consistency timeout
        FacetCounts: collection_name key filter limit exact timeout read_consistency
        PrefetchQuery: prefetch query using filter params score_threshold limit
        Query: nearest order_by fusion nearest_with_mmr rrf
        VectorInput: id dense sparse multi_dense document
        NearestInputWithMmr: nearest mmr
        Mmr: diversity candidates_limit
        OrderBy: key direction start_from
        StartFrom: float integer timestamp datetime
        Direction: Asc Desc
        Fusion: RRF DBSF
        Rrf: k weights
        SearchParams: hnsw_ef exact quantization indexed_only
        QuantizationSearchParams: ignore rescore oversampling
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
        Match: keyword integer boolean text keywords integers except_integers except_keywords phrase text_any prefix
        RepeatedStrings: strings
        RepeatedIntegers: integers
        Range: lt gt gte lte
        DatetimeRange: lt gt gte lte
        ValuesCount: lt gt gte lte
        google.protobuf.Timestamp: seconds nanos
        """);

    /// <summary>The full names of the messages and enumerations of which anything is implemented.</summary>
    public static IReadOnlyDictionary<string, FrozenSet<string>> All => Types;

    public static IReadOnlySet<string> FieldsOf(IDescriptor type) => Types.GetValueOrDefault(type.FullName, None);

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
