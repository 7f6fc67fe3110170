using Grpc.Core;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>What the collection looks like: its vectors, its payload indexes, and the model it was made for.</summary>
internal sealed class CollectionSchema(
    IOptions<QdrantOptions> options, IEmbedder embedder, IEnumerable<VectorField> vectors, FilterableFields filterable)
{
    /// <summary>Kept in the collection's metadata, since vectors of another model of the same size would fit in unnoticed.</summary>
    private const string EmbedModelKey = "embed_model";

    private readonly VectorField[] _vectors = [.. vectors];

    private readonly uint _replicationFactor = (uint)options.Value.ReplicationFactor;

    public string Collection { get; } = options.Value.Collection;

    /// <summary>Creates what is missing and checks what is there.</summary>
    /// <exception cref="IndexMismatchException">
    /// The collection lacks a vector that cannot be added, or was made for another size, distance or model.
    /// </exception>
    /// <exception cref="RpcException">Qdrant failed.</exception>
    public async Task EnsureAsync(QdrantClient qdrant, CancellationToken cancellationToken)
    {
        if (!await qdrant.CollectionExistsAsync(Collection, cancellationToken))
            await CreateAsync(qdrant, cancellationToken);

        var info = await qdrant.GetCollectionInfoAsync(Collection, cancellationToken);
        VectorField[] missing = [.. _vectors.Where(vector => vector.Addition is not null && !vector.IsIn(info.Config))];
        Check(info.Config, _vectors.Except(missing));
        foreach (var vector in missing)
            await AddAsync(qdrant, vector, info.Config, cancellationToken);
        foreach (var index in PayloadIndexes().Where(index => !index.IsIn(info.PayloadSchema)))
            await qdrant.CreatePayloadIndexAsync(Collection, index.Field, index.Type, index.Parameters, cancellationToken: cancellationToken);
    }

    /// <summary>Whether queries are embedded by the model of a collection that only searches read.</summary>
    /// <exception cref="IndexMismatchException">They are not.</exception>
    public void CheckQueries(string collection, CollectionConfig config)
    {
        if (config.Metadata.TryGetValue(EmbedModelKey, out var model) && model.StringValue != embedder.QueryModel)
            throw new IndexMismatchException(
                QdrantCollection.Dependency,
                $"Searches read the Qdrant collection '{collection}' (Qdrant__SearchCollection), whose vectors were made by {model.StringValue}, "
                + $"but queries are embedded by {embedder.QueryModel}. Set Cohere__QueryEmbedModel to {model.StringValue}.");
    }

    /// <summary>Whether queries are embedded by the model that documents are, as where searches read what is written.</summary>
    /// <exception cref="IndexMismatchException">They are not.</exception>
    public void CheckQueries()
    {
        if (embedder.QueryModel != embedder.Model.Name)
            throw new IndexMismatchException(
                QdrantCollection.Dependency,
                $"Queries are embedded by {embedder.QueryModel} and documents by {embedder.Model.Name}, which do not compare. Cohere__QueryEmbedModel "
                + "is for searches in another collection (Qdrant__SearchCollection): set that too, or leave both out.");
    }

    private async Task CreateAsync(QdrantClient qdrant, CancellationToken cancellationToken)
    {
        var (dense, sparse) = (new VectorParamsMap(), new SparseVectorConfig());
        foreach (var vector in _vectors)
            vector.AddTo(dense, sparse);
        // What is not set here is the cluster's to decide; the client's longer overloads send a default of their own for everything.
        var collection = new CreateCollection
        {
            CollectionName = Collection,
            VectorsConfig = new VectorsConfig { ParamsMap = dense },
            SparseVectorsConfig = sparse,
            Metadata = { [EmbedModelKey] = embedder.Model.Name },
        };
#pragma warning disable CS0612 // What is to take its place is not known to the servers in use.
        collection.OnDiskPayload = true; // Texts are read for the few points that are found.
#pragma warning restore CS0612
        if (_replicationFactor > 0)
            collection.ReplicationFactor = _replicationFactor;
        try
        {
            await qdrant.CreateCollectionAsync(collection, cancellationToken);
        }
        catch (RpcException exists) when (exists.StatusCode is StatusCode.AlreadyExists or StatusCode.InvalidArgument
            && exists.Status.Detail.Contains("already exists", StringComparison.Ordinal))
        {
            // Another instance of the app was faster.
        }
    }

    /// <summary>Every field that anything filters, deletes or updates by: strict mode refuses the unindexed ones.</summary>
    private IEnumerable<PayloadIndex> PayloadIndexes()
        => filterable.All.SelectMany(field => field.Indexed).Concat(Payload.Bookkeeping).DistinctBy(field => field.Name).Select(PayloadIndex.For);

    /// <summary>Gives the collection a vector that this version of the app has and it has not.</summary>
    /// <exception cref="IndexMismatchException">Qdrant is too old to.</exception>
    private async Task AddAsync(QdrantClient qdrant, VectorField vector, CollectionConfig config, CancellationToken cancellationToken)
    {
        var addition = vector.Addition!;
        (addition.CollectionName, addition.Wait) = (Collection, true);
        try
        {
            await qdrant.CreateVectorNameAsync(addition, cancellationToken);
        }
        catch (RpcException old) when (old.StatusCode is StatusCode.Unimplemented)
        {
            Check(config, [vector]);
        }
    }

    private void Check(CollectionConfig config, IEnumerable<VectorField> vectors)
    {
        if (vectors.Select(vector => vector.Mismatch(config)).FirstOrDefault(mismatch => mismatch is not null) is var (found, configured))
            throw Mismatch(found, configured);
        if (config.Metadata.TryGetValue(EmbedModelKey, out var model) && model.StringValue != embedder.Model.Name)
            throw Mismatch($"its vectors were made by {model.StringValue}", $"the embed model is {embedder.Model.Name}");
    }

    private IndexMismatchException Mismatch(string found, string configured)
        => new(QdrantCollection.Dependency,
            $"The Qdrant collection '{Collection}' does not fit the settings: {found}, but {configured}. "
            + "Set Qdrant__Collection to another name (it will be created and filled anew), or set back what was changed.");
}
