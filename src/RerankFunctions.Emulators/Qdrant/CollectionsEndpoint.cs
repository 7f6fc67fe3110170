using System.Diagnostics;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Protocol;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant;

internal sealed class CollectionsEndpoint(CollectionCatalog catalog)
{
    public CollectionOperationResponse Create(CreateCollection request)
    {
        var start = Stopwatch.GetTimestamp();
        catalog.Create(request);
        return new CollectionOperationResponse { Result = true, Time = Seconds(start) };
    }

    public CollectionOperationResponse Delete(DeleteCollection request)
    {
        var start = Stopwatch.GetTimestamp();
        CollectionName.Check(request.CollectionName);
        var deleted = catalog.Delete(request.CollectionName);
        return new CollectionOperationResponse { Result = deleted, Time = Seconds(start) };
    }

    public CollectionExistsResponse CollectionExists(CollectionExistsRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        CollectionName.Check(request.CollectionName);
        var exists = catalog.Find(request.CollectionName) is not null;
        return new CollectionExistsResponse
        {
            Result = new CollectionExists { Exists = exists },
            Time = Seconds(start),
        };
    }

    public ListCollectionsResponse List()
    {
        var start = Stopwatch.GetTimestamp();
        var collections = catalog.Names.Select(name => new CollectionDescription { Name = name });
        return new ListCollectionsResponse { Collections = { collections }, Time = Seconds(start) };
    }

    public GetCollectionInfoResponse Get(GetCollectionInfoRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        var info = catalog[request.CollectionName].Read(Describe);
        return new GetCollectionInfoResponse { Result = info, Time = Seconds(start) };
    }

    public CollectionOperationResponse UpdateAliases(ChangeAliases request)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var alias in request.Actions)
            catalog.Change(alias);
        return new CollectionOperationResponse { Result = true, Time = Seconds(start) };
    }

    public ListAliasesResponse ListAliases()
    {
        var start = Stopwatch.GetTimestamp();
        return new ListAliasesResponse { Aliases = { catalog.Aliases }, Time = Seconds(start) };
    }

    public ListAliasesResponse ListCollectionAliases(ListCollectionAliasesRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        var name = catalog[request.CollectionName].Schema.Name;
        var aliases = catalog.Aliases.Where(alias => alias.CollectionName == name);
        return new ListAliasesResponse { Aliases = { aliases }, Time = Seconds(start) };
    }

    private static CollectionInfo Describe(CollectionState state)
    {
        var info = new CollectionInfo
        {
            Status = CollectionStatus.Green,
            OptimizerStatus = new OptimizerStatus { Ok = true },
            SegmentsCount = 1,
            Config = CollectionReport.WriteConfig(state.Schema),
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

    public sealed class Service() : GrpcService<CollectionsEndpoint>(Collections.Descriptor)
    {
        protected override void Serve(Served methods)
        {
            methods.Add("Create", (CollectionsEndpoint it, CreateCollection request) => it.Create(request));
            methods.Add("Delete", (CollectionsEndpoint it, DeleteCollection request) => it.Delete(request));
            methods.Add("CollectionExists", (CollectionsEndpoint it, CollectionExistsRequest request) => it.CollectionExists(request));
            methods.Add("List", (CollectionsEndpoint it, ListCollectionsRequest _) => it.List());
            methods.Add("UpdateAliases", (CollectionsEndpoint it, ChangeAliases request) => it.UpdateAliases(request));
            methods.Add("ListAliases", (CollectionsEndpoint it, ListAliasesRequest _) => it.ListAliases());
            methods.Add("ListCollectionAliases",
                (CollectionsEndpoint it, ListCollectionAliasesRequest request) => it.ListCollectionAliases(request));
            methods.Add("Get", (CollectionsEndpoint it, GetCollectionInfoRequest request) => it.Get(request));
        }
    }
}
