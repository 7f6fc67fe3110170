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
            methods.Add("Upsert", (PointsEndpoint endpoint, UpsertPoints request) => endpoint._updates.Upsert(request));
            methods.Add("Delete", (PointsEndpoint endpoint, DeletePoints request) => endpoint._updates.Delete(request));
            methods.Add("SetPayload", (PointsEndpoint endpoint, SetPayloadPoints request) => endpoint._updates.SetPayload(request));
            methods.Add("OverwritePayload", (PointsEndpoint endpoint, SetPayloadPoints request) => endpoint._updates.OverwritePayload(request));
            methods.Add("DeletePayload", (PointsEndpoint endpoint, DeletePayloadPoints request) => endpoint._updates.DeletePayload(request));
            methods.Add("ClearPayload", (PointsEndpoint endpoint, ClearPayloadPoints request) => endpoint._updates.ClearPayload(request));
            methods.Add("UpdateVectors", (PointsEndpoint endpoint, UpdatePointVectors request) => endpoint._updates.UpdateVectors(request));
            methods.Add("DeleteVectors", (PointsEndpoint endpoint, DeletePointVectors request) => endpoint._updates.DeleteVectors(request));
            methods.Add("UpdateBatch", (PointsEndpoint endpoint, UpdateBatchPoints request) => endpoint._batch.Run(request));

            methods.Add("CreateFieldIndex", (PointsEndpoint endpoint, CreateFieldIndexCollection request) => endpoint._schema.CreateFieldIndex(request));
            methods.Add("DeleteFieldIndex", (PointsEndpoint endpoint, DeleteFieldIndexCollection request) => endpoint._schema.DeleteFieldIndex(request));
            methods.Add("CreateVectorName", (PointsEndpoint endpoint, CreateVectorNameRequest request) => endpoint._schema.CreateVectorName(request));
            methods.Add("DeleteVectorName", (PointsEndpoint endpoint, DeleteVectorNameRequest request) => endpoint._schema.DeleteVectorName(request));

            methods.Add("Get", (PointsEndpoint endpoint, GetPoints request) => endpoint._reads.Get(request));
            methods.Add("Count", (PointsEndpoint endpoint, CountPoints request) => endpoint._reads.Count(request));
            methods.Add("Scroll", (PointsEndpoint endpoint, ScrollPoints request) => endpoint._reads.Scroll(request));
            methods.Add("Facet", (PointsEndpoint endpoint, FacetCounts request) => endpoint._reads.Facet(request));
            methods.Add("Query", (PointsEndpoint endpoint, QueryPoints request) => endpoint._searches.Query(request));
            methods.Add("QueryBatch", (PointsEndpoint endpoint, QueryBatchPoints request) => endpoint._searches.QueryBatch(request));
            methods.Add("QueryGroups", (PointsEndpoint endpoint, QueryPointGroups request) => endpoint._searches.QueryGroups(request));
        }
    }
}
