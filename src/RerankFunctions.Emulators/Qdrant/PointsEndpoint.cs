using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Protocol;
using RerankFunctions.Emulators.Qdrant.Queries;
using RerankFunctions.Emulators.Qdrant.Updates;
using PointsService = Qdrant.Client.Grpc.Points;

namespace RerankFunctions.Emulators.Qdrant;

/// <summary>What the emulator has of Qdrant's service for points.</summary>
internal sealed class PointsEndpoint(PointUpdates updates, SchemaUpdates schema, PointReads reads, PointSearches searches)
{
    private readonly PointUpdates _updates = updates;
    private readonly UpdateBatch _batch = new(updates);
    private readonly SchemaUpdates _schema = schema;
    private readonly PointReads _reads = reads;
    private readonly PointSearches _searches = searches;

    public sealed class Service() : GrpcService<PointsEndpoint>(PointsService.Descriptor)
    {
        protected override void Serve(Served methods)
        {
            methods.Add("Upsert", (PointsEndpoint it, UpsertPoints request) => it._updates.Upsert(request));
            methods.Add("Delete", (PointsEndpoint it, DeletePoints request) => it._updates.Delete(request));
            methods.Add("SetPayload", (PointsEndpoint it, SetPayloadPoints request) => it._updates.SetPayload(request));
            methods.Add("OverwritePayload", (PointsEndpoint it, SetPayloadPoints request) => it._updates.OverwritePayload(request));
            methods.Add("DeletePayload", (PointsEndpoint it, DeletePayloadPoints request) => it._updates.DeletePayload(request));
            methods.Add("ClearPayload", (PointsEndpoint it, ClearPayloadPoints request) => it._updates.ClearPayload(request));
            methods.Add("UpdateVectors", (PointsEndpoint it, UpdatePointVectors request) => it._updates.UpdateVectors(request));
            methods.Add("DeleteVectors", (PointsEndpoint it, DeletePointVectors request) => it._updates.DeleteVectors(request));
            methods.Add("UpdateBatch", (PointsEndpoint it, UpdateBatchPoints request) => it._batch.Run(request));

            methods.Add("CreateFieldIndex",
                (PointsEndpoint it, CreateFieldIndexCollection request) => it._schema.CreateFieldIndex(request));
            methods.Add("DeleteFieldIndex",
                (PointsEndpoint it, DeleteFieldIndexCollection request) => it._schema.DeleteFieldIndex(request));
            methods.Add("CreateVectorName",
                (PointsEndpoint it, CreateVectorNameRequest request) => it._schema.CreateVectorName(request));
            methods.Add("DeleteVectorName",
                (PointsEndpoint it, DeleteVectorNameRequest request) => it._schema.DeleteVectorName(request));

            methods.Add("Get", (PointsEndpoint it, GetPoints request) => it._reads.Get(request));
            methods.Add("Count", (PointsEndpoint it, CountPoints request) => it._reads.Count(request));
            methods.Add("Scroll", (PointsEndpoint it, ScrollPoints request) => it._reads.Scroll(request));
            methods.Add("Facet", (PointsEndpoint it, FacetCounts request) => it._reads.Facet(request));
            methods.Add("Query", (PointsEndpoint it, QueryPoints request) => it._searches.Query(request));
            methods.Add("QueryBatch", (PointsEndpoint it, QueryBatchPoints request) => it._searches.QueryBatch(request));
            methods.Add("QueryGroups", (PointsEndpoint it, QueryPointGroups request) => it._searches.QueryGroups(request));
        }
    }
}
