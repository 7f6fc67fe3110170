using System.Diagnostics;
using Grpc.Core;
using RerankFunctions.Emulators.Qdrant.Protocol;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant;

internal sealed class CollectionsEndpoint(CollectionCatalog catalog) : Collections.CollectionsBase
{
    public override Task<CollectionOperationResponse> Create(CreateCollection request, ServerCallContext context)
    {
        var start = Stopwatch.GetTimestamp();
        catalog.Create(request);
        return Task.FromResult(new CollectionOperationResponse { Result = true, Time = Seconds(start) });
    }

    public override Task<CollectionOperationResponse> Delete(DeleteCollection request, ServerCallContext context)
    {
        var start = Stopwatch.GetTimestamp();
        CollectionName.Check(request.CollectionName);
        var deleted = catalog.Delete(request.CollectionName);
        return Task.FromResult(new CollectionOperationResponse { Result = deleted, Time = Seconds(start) });
    }

    public override Task<CollectionExistsResponse> CollectionExists(CollectionExistsRequest request, ServerCallContext context)
    {
        var start = Stopwatch.GetTimestamp();
        CollectionName.Check(request.CollectionName);
        var exists = catalog.Find(request.CollectionName) is not null;
        return Task.FromResult(new CollectionExistsResponse
        {
            Result = new CollectionExists { Exists = exists },
            Time = Seconds(start),
        });
    }

    public override Task<ListCollectionsResponse> List(ListCollectionsRequest request, ServerCallContext context)
    {
        var start = Stopwatch.GetTimestamp();
        var collections = catalog.Names.Select(name => new CollectionDescription { Name = name });
        return Task.FromResult(new ListCollectionsResponse { Collections = { collections }, Time = Seconds(start) });
    }

    public override Task<GetCollectionInfoResponse> Get(GetCollectionInfoRequest request, ServerCallContext context)
    {
        var start = Stopwatch.GetTimestamp();
        var info = catalog[request.CollectionName].Read(Describe);
        return Task.FromResult(new GetCollectionInfoResponse { Result = info, Time = Seconds(start) });
    }

    private static CollectionInfo Describe(CollectionState state)
    {
        var info = new CollectionInfo
        {
            Status = CollectionStatus.Green,
            OptimizerStatus = new OptimizerStatus { Ok = true },
            SegmentsCount = 1,
            Config = state.Schema.ToConfig(),
            PointsCount = (ulong)state.Count,
            // Every search compares with every vector, so none is in an index.
            IndexedVectorsCount = 0,
            UpdateQueue = new UpdateQueueInfo(),
        };
        foreach (var (field, index) in state.Indexes)
            info.PayloadSchema.Add(field, index.ToInfo(state.Points));
        return info;
    }

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
