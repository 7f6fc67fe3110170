using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Updates;

/// <summary>The calls that change what a live collection has for its points: payload indexes and vectors.</summary>
internal sealed class SchemaUpdates(CollectionCatalog catalog)
{
    public PointsOperationResponse CreateFieldIndex(CreateFieldIndexCollection request)
    {
        var index = PayloadIndex.Parse(request);
        return PointUpdates.Update(catalog[request.CollectionName], request.Wait, _ => index.ToRequest());
    }

    public PointsOperationResponse DeleteFieldIndex(DeleteFieldIndexCollection request)
    {
        PayloadPath.Parse(request.FieldName);
        return PointUpdates.Update(
            catalog[request.CollectionName], request.Wait, _ => new DeleteFieldIndexCollection { FieldName = request.FieldName });
    }

    public PointsOperationResponse CreateVectorName(CreateVectorNameRequest request)
    {
        if (request.VectorConfigCase == CreateVectorNameRequest.VectorConfigOneofCase.None)
            throw Refusal.Invalid("vector_config is required (dense_config or sparse_config)");
        return PointUpdates.Update(catalog[request.CollectionName], request.Wait, state =>
        {
            // Refused here, so that nothing refused gets into the log.
            state.Schema.With(request);
            return request;
        });
    }

    public PointsOperationResponse DeleteVectorName(DeleteVectorNameRequest request)
        => PointUpdates.Update(catalog[request.CollectionName], request.Wait, _ => request);
}
