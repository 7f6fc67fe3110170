using System.Diagnostics;
using Google.Protobuf;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Protocol;
using RerankFunctions.Emulators.Qdrant.Queries;
using RerankFunctions.Emulators.Qdrant.Storage;
using PointsService = Qdrant.Client.Grpc.Points;

namespace RerankFunctions.Emulators.Qdrant;

internal sealed class PointsEndpoint(CollectionCatalog catalog)
{
    private const uint DefaultScrollLimit = 10;

    public PointsOperationResponse Upsert(UpsertPoints request)
    {
        var matches = PointFilter.Compile(request.UpdateFilter);
        var keys = request.Points.Select(point => PointKey.Parse(point.Id ?? throw Refusal.Invalid("Empty ID is not allowed")));
        var keyed = keys.Zip(request.Points).ToList();
        var collection = catalog[request.CollectionName];
        collection.Read(state => Rules(state, request.HasTimeout, request.Timeout)).CheckBatch(keyed.Count);
        var points = keyed.Select(point => (Key: point.First, Point: Resolved(point.First, point.Second, collection.Schema))).ToList();
        return Update(collection, request.Wait, state => new UpsertPoints
        {
            Points = { points.Where(point => IsWanted(state.Find(point.Key))).Select(point => point.Point) },
        });

        bool IsWanted(StoredPoint? existing) => existing is null
            ? request.UpdateMode != UpdateMode.UpdateOnly
            : request.UpdateMode != UpdateMode.InsertOnly && matches(existing);
    }

    public PointsOperationResponse Delete(DeletePoints request)
    {
        var selector = Checked(request.Points, "PointSelector is missing");
        return Update(catalog[request.CollectionName], request.Wait, state =>
        {
            Rules(state, request.HasTimeout, request.Timeout).CheckUpdate(selector.Filter);
            return new DeletePoints { Points = selector };
        });
    }

    public PointsOperationResponse SetPayload(SetPayloadPoints request)
    {
        var selector = Checked(request.PointsSelector, "points_selector is expected");
        if (request.HasKey)
            PayloadPath.Parse(request.Key);
        return Update(catalog[request.CollectionName], request.Wait, state =>
        {
            Rules(state, request.HasTimeout, request.Timeout).CheckUpdate(selector.Filter);
            var change = new SetPayloadPoints { Payload = { request.Payload }, PointsSelector = selector };
            if (request.HasKey)
                change.Key = request.Key;
            return change;
        });
    }

    public PointsOperationResponse CreateFieldIndex(CreateFieldIndexCollection request)
    {
        var index = PayloadIndex.Parse(request);
        return Update(catalog[request.CollectionName], request.Wait, _ => index.ToRequest());
    }

    public PointsOperationResponse DeleteFieldIndex(DeleteFieldIndexCollection request)
    {
        PayloadPath.Parse(request.FieldName);
        return Update(
            catalog[request.CollectionName], request.Wait, _ => new DeleteFieldIndexCollection { FieldName = request.FieldName });
    }

    public GetResponse Get(GetPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        var selection = new PointSelection(request.WithPayload, request.WithVectors, payloadByDefault: false);
        var selector = new PointsSelector { Points = new PointsIdsList { Ids = { request.Ids } } };
        var found = catalog[request.CollectionName].Read(state =>
        {
            Rules(state, request.HasTimeout, request.Timeout);
            return state.Selected(selector);
        });
        return new GetResponse { Result = { found.Select(selection.Retrieved) }, Time = Seconds(start) };
    }

    public CountResponse Count(CountPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        var matches = PointFilter.Compile(request.Filter);
        var count = catalog[request.CollectionName].Read(state =>
        {
            var rules = Rules(state, request.HasTimeout, request.Timeout);
            rules.CheckRead(request.Filter);
            rules.CheckExact(!request.HasExact || request.Exact);
            return state.Points.Count(matches);
        });
        return new CountResponse { Result = new CountResult { Count = (ulong)count }, Time = Seconds(start) };
    }

    public ScrollResponse Scroll(ScrollPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        if (request is { HasLimit: true, Limit: 0 })
            throw Refusal.NotPositive("limit");
        var limit = (int)Math.Min(request.HasLimit ? request.Limit : DefaultScrollLimit, int.MaxValue - 1);
        var matches = PointFilter.Compile(request.Filter);
        var selection = new PointSelection(request.WithPayload, request.WithVectors, payloadByDefault: true);
        var first = request.Offset is null ? (PointKey?)null : PointKey.Parse(request.Offset);
        var found = catalog[request.CollectionName].Read(state =>
        {
            var rules = Rules(state, request.HasTimeout, request.Timeout);
            rules.CheckLimit((ulong)limit);
            rules.CheckRead(request.Filter);
            return state.PointsFrom(first).Where(matches).Take(limit + 1).ToList();
        });
        return new ScrollResponse
        {
            Result = { found.Take(limit).Select(selection.Retrieved) },
            NextPageOffset = found.Count > limit ? found[limit].Key.ToMessage() : null,
            Time = Seconds(start),
        };
    }

    public QueryResponse Query(QueryPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        QueryRules.Check(request);
        var query = new PointQuery(request);
        var selection = new PointSelection(request.WithPayload, request.WithVectors, payloadByDefault: false);
        var hits = catalog[request.CollectionName].Read(state =>
        {
            QueryRules.Check(request, Rules(state, request.HasTimeout, request.Timeout));
            return query.Run(state);
        });
        var page = hits.Skip((int)Math.Min(request.Offset, int.MaxValue));
        return new QueryResponse
        {
            Result = { page.Select(hit => selection.Scored(hit.Point, hit.Score)) },
            Time = Seconds(start),
        };
    }

    private static PointsOperationResponse Update(Collection collection, bool wait, Func<CollectionState, IMessage> change)
    {
        var start = Stopwatch.GetTimestamp();
        var operation = collection.Write(change);
        return new PointsOperationResponse
        {
            // The change is visible in either case.
            Result = new UpdateResult
            {
                OperationId = operation,
                Status = wait ? UpdateStatus.Completed : UpdateStatus.Acknowledged,
            },
            Time = Seconds(start),
        };
    }

    /// <summary>The collection's strict mode, once the request's time-out has passed it.</summary>
    private static StrictMode Rules(CollectionState state, bool hasTimeout, ulong timeout)
    {
        var rules = new StrictMode(state.Schema.StrictMode, state.Indexes);
        rules.CheckTimeout(hasTimeout, timeout);
        return rules;
    }

    private static PointsSelector Checked(PointsSelector? selector, string problemIfMissing)
    {
        switch (selector?.PointsSelectorOneOfCase)
        {
            case null:
                throw Refusal.Invalid(problemIfMissing);
            case PointsSelector.PointsSelectorOneOfOneofCase.Points:
                foreach (var id in selector.Points.Ids)
                    PointKey.Parse(id);
                return selector;
            case PointsSelector.PointsSelectorOneOfOneofCase.Filter:
                PointFilter.Compile(selector.Filter);
                return selector;
            default:
                throw Refusal.Invalid("Malformed PointsSelector type");
        }
    }

    /// <summary>The point as it is kept: its documents are vectors by now.</summary>
    private static PointStruct Resolved(PointKey key, PointStruct point, CollectionSchema schema) =>
        new StoredPoint(key, 0, point.Payload, schema.Prepare(point)).ToInput();

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;

    public sealed class Service() : GrpcService<PointsEndpoint>(PointsService.Descriptor)
    {
        protected override void Serve(Served methods)
        {
            methods.Add("Upsert", (PointsEndpoint endpoint, UpsertPoints request) => endpoint.Upsert(request));
            methods.Add("Delete", (PointsEndpoint endpoint, DeletePoints request) => endpoint.Delete(request));
            methods.Add("SetPayload", (PointsEndpoint endpoint, SetPayloadPoints request) => endpoint.SetPayload(request));
            methods.Add("CreateFieldIndex", (PointsEndpoint endpoint, CreateFieldIndexCollection request) => endpoint.CreateFieldIndex(request));
            methods.Add("DeleteFieldIndex", (PointsEndpoint endpoint, DeleteFieldIndexCollection request) => endpoint.DeleteFieldIndex(request));
            methods.Add("Get", (PointsEndpoint endpoint, GetPoints request) => endpoint.Get(request));
            methods.Add("Count", (PointsEndpoint endpoint, CountPoints request) => endpoint.Count(request));
            methods.Add("Scroll", (PointsEndpoint endpoint, ScrollPoints request) => endpoint.Scroll(request));
            methods.Add("Query", (PointsEndpoint endpoint, QueryPoints request) => endpoint.Query(request));
        }
    }
}
