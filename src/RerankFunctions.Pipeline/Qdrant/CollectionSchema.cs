using Grpc.Core;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>What the collection looks like: its vectors, its payload indexes, and the model it was made for.</summary>
/// <param name="EmbedModel">Kept in the collection's metadata, since vectors of another model of the same size would fit in unnoticed.</param>
internal sealed record CollectionSchema(string Collection, int VectorSize, Distance Distance, string EmbedModel)
{
    /// <summary>The embed model's vector.</summary>
    public const string Dense = "dense";

    /// <summary>Term weights that Qdrant makes of the text itself, for keyword search.</summary>
    public const string Bm25 = "bm25";

    /// <summary>The model name under which Qdrant (1.15.2 and later) tokenises and weighs a text on the server.</summary>
    public const string Bm25Model = "qdrant/bm25";

    private const string EmbedModelKey = "embed_model";

    /// <summary>Every field that anything filters, deletes or updates by: strict mode refuses the unindexed ones.</summary>
    private static readonly (string Field, PayloadSchemaType Type)[] Indexes =
    [
        (Payload.Document, PayloadSchemaType.Keyword),
        (Payload.Folders, PayloadSchemaType.Keyword),
        (Payload.Version, PayloadSchemaType.Keyword),
        (Payload.Settings, PayloadSchemaType.Keyword),
        (Payload.Chunk, PayloadSchemaType.Integer),
        (Payload.Chunks, PayloadSchemaType.Integer),
        (Payload.Modified, PayloadSchemaType.Datetime),
    ];

    /// <summary>Creates what is missing and checks what is there.</summary>
    /// <exception cref="CollectionMismatchException">The collection has another vector size, distance or model.</exception>
    /// <exception cref="RpcException">Qdrant failed.</exception>
    public async Task EnsureAsync(QdrantClient qdrant, CancellationToken cancellationToken)
    {
        if (!await qdrant.CollectionExistsAsync(Collection, cancellationToken))
            await CreateAsync(qdrant, cancellationToken);

        var info = await qdrant.GetCollectionInfoAsync(Collection, cancellationToken);
        Check(info.Config);
        foreach (var (field, type) in Indexes.Where(index => !info.PayloadSchema.ContainsKey(index.Field)))
            await qdrant.CreatePayloadIndexAsync(Collection, field, type, cancellationToken: cancellationToken);
    }

    private async Task CreateAsync(QdrantClient qdrant, CancellationToken cancellationToken)
    {
        try
        {
            await qdrant.CreateCollectionAsync(
                Collection,
                new VectorParamsMap { Map = { [Dense] = new VectorParams { Size = (ulong)VectorSize, Distance = Distance } } },
                metadata: new Dictionary<string, Value> { [EmbedModelKey] = EmbedModel },
                sparseVectorsConfig: new SparseVectorConfig { Map = { [Bm25] = new SparseVectorParams { Modifier = Modifier.Idf } } },
                cancellationToken: cancellationToken);
        }
        catch (RpcException exists) when (exists.StatusCode is StatusCode.AlreadyExists or StatusCode.InvalidArgument
            && exists.Status.Detail.Contains("already exists", StringComparison.Ordinal))
        {
            // Another instance of the app was faster.
        }
    }

    private void Check(CollectionConfig config)
    {
        var vectors = config.Params.VectorsConfig?.ParamsMap?.Map;
        if (vectors is null || !vectors.TryGetValue(Dense, out var dense))
            throw Mismatch($"it has no vector named '{Dense}'", $"one of {VectorSize} dimensions");
        if (dense.Size != (ulong)VectorSize)
            throw Mismatch($"its vectors have {dense.Size} dimensions", $"Qdrant__VectorSize is {VectorSize}");
        if (dense.Distance != Distance)
            throw Mismatch($"its vectors are compared by {dense.Distance}", $"Qdrant__Distance is {Distance}");
        if (config.Params.SparseVectorsConfig?.Map.ContainsKey(Bm25) is not true)
            throw Mismatch($"it has no sparse vector named '{Bm25}'", "one is needed");
        if (config.Metadata.TryGetValue(EmbedModelKey, out var model) && model.StringValue != EmbedModel)
            throw Mismatch($"its vectors were made by {model.StringValue}", $"Cohere__EmbedModel is {EmbedModel}");
    }

    private CollectionMismatchException Mismatch(string found, string configured)
        => new($"The Qdrant collection '{Collection}' does not fit the settings: {found}, but {configured}. "
            + "Set Qdrant__Collection to another name (it will be created and filled anew), or set back what was changed.");
}
