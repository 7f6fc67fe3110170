using System.Diagnostics;
using Google.Protobuf;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Filters;
using RerankFunctions.Emulators.Qdrant.Points;
using RerankFunctions.Emulators.Qdrant.Storage;

namespace RerankFunctions.Emulators.Qdrant.Updates;

/// <summary>
/// The calls that change points. What a call asks for is made into what is stored, looking at what is there: of an upsert, the points
/// that its filter and mode let through, their texts turned into vectors.
/// </summary>
internal sealed class PointUpdates(CollectionCatalog catalog)
{
    public PointsOperationResponse Upsert(UpsertPoints request)
    {
        PointFilter.Check(request.UpdateFilter);
        var keys = request.Points.Select(point => PointKey.Parse(point.Id ?? throw Refusal.Invalid("Empty ID is not allowed"))).ToList();
        var collection = catalog[request.CollectionName];
        var schema = collection.Read(state =>
        {
            // The update filter needs no index: it looks at the points of the request alone.
            state.Rules(request.HasTimeout, request.Timeout).CheckBatch(keys.Count);
            return state.Schema;
        });
        CheckAny(keys.Count);
        var points = keys.Zip(request.Points, (key, point) => (key, new PointStruct
        {
            Id = key.ToMessage(),
            Payload = { point.Payload },
            Vectors = StoredPoint.ToInput(schema.Prepare(point.Vectors)),
        })).ToList();
        return Update(collection, request.Wait, state =>
        {
            var matches = PointFilter.Compile(request.UpdateFilter, state.Indexes);
            var wanted = points.Where(point => IsWanted(state.Find(point.key), matches));
            return new UpsertPoints { Points = { wanted.Select(point => point.Item2) } };
        });

        bool IsWanted(StoredPoint? existing, Func<StoredPoint, bool> matches) => existing is null
            ? request.UpdateMode != UpdateMode.UpdateOnly
            : request.UpdateMode != UpdateMode.InsertOnly && matches(existing);
    }

    public PointsOperationResponse Delete(DeletePoints request)
    {
        var selector = Selectors.Checked(request.Points, "PointSelector is missing");
        return UpdateSelected(
            request.CollectionName, request.Wait, request.HasTimeout, request.Timeout, selector,
            new DeletePoints { Points = selector }, mayMiss: true);
    }

    public PointsOperationResponse SetPayload(SetPayloadPoints request)
    {
        var selector = Selectors.Checked(request.PointsSelector, "points_selector is expected");
        var change = new SetPayloadPoints { Payload = { request.Payload }, PointsSelector = selector };
        if (request.HasKey)
        {
            PayloadPath.Parse(request.Key);
            change.Key = request.Key;
        }
        return UpdateSelected(request.CollectionName, request.Wait, request.HasTimeout, request.Timeout, selector, change);
    }

    public PointsOperationResponse OverwritePayload(SetPayloadPoints request)
    {
        var selector = Selectors.Checked(request.PointsSelector, "points_selector is expected");
        var change = new PointsUpdateOperation.Types.OverwritePayload { Payload = { request.Payload }, PointsSelector = selector };
        return UpdateSelected(
            request.CollectionName, request.Wait, request.HasTimeout, request.Timeout, selector,
            new PointsUpdateOperation { OverwritePayload = change });
    }

    public PointsOperationResponse DeletePayload(DeletePayloadPoints request)
    {
        var selector = Selectors.Checked(request.PointsSelector, "points_selector is expected");
        foreach (var key in request.Keys)
            PayloadPath.Parse(key);
        return UpdateSelected(
            request.CollectionName, request.Wait, request.HasTimeout, request.Timeout, selector,
            new DeletePayloadPoints { Keys = { request.Keys }, PointsSelector = selector });
    }

    public PointsOperationResponse ClearPayload(ClearPayloadPoints request)
    {
        var selector = Selectors.Checked(request.Points, "PointSelector is missing");
        return UpdateSelected(
            request.CollectionName, request.Wait, request.HasTimeout, request.Timeout, selector,
            new ClearPayloadPoints { Points = selector });
    }

    public PointsOperationResponse UpdateVectors(UpdatePointVectors request)
    {
        PointFilter.Check(request.UpdateFilter);
        var keys = request.Points.Select(point => PointKey.Parse(point.Id ?? throw Refusal.Invalid("id is expected"))).ToList();
        var collection = catalog[request.CollectionName];
        var schema = collection.Read(state =>
        {
            state.Rules(request.HasTimeout, request.Timeout);
            return state.Schema;
        });
        CheckAny(keys.Count);
        var points = keys.Zip(request.Points, (key, point) => (key, new PointVectors
        {
            Id = key.ToMessage(),
            Vectors = StoredPoint.ToInput(schema.Prepare(point.Vectors)),
        })).ToList();
        PointKey? missing = null;
        var response = Update(collection, request.Wait, state =>
        {
            missing = FirstMissing(state, keys);
            var matches = PointFilter.Compile(request.UpdateFilter, state.Indexes);
            return new UpdatePointVectors
            {
                Points = { points.Where(point => state.Find(point.key) is { } there && matches(there)).Select(point => point.Item2) },
            };
        });
        return missing is { } id ? throw Refusal.NoPoint(id.ToString()) : response;
    }

    public PointsOperationResponse DeleteVectors(DeletePointVectors request)
    {
        var selector = Selectors.Checked(request.PointsSelector, "points_selector is expected");
        var names = request.Vectors ?? throw Refusal.Invalid("vectors is expected");
        catalog[request.CollectionName].Read(state => names.Names.Count(state.Schema.IsSparse));
        return UpdateSelected(
            request.CollectionName, request.Wait, request.HasTimeout, request.Timeout, selector,
            new DeletePointVectors { PointsSelector = selector, Vectors = names });
    }

    private PointsOperationResponse UpdateSelected(
        string name, bool wait, bool hasTimeout, ulong timeout, PointsSelector selector, IMessage change, bool mayMiss = false)
    {
        PointKey? missing = null;
        var response = Update(catalog[name], wait, state =>
        {
            state.Rules(hasTimeout, timeout).CheckUpdate(selector.Filter);
            if (selector.Points is { } ids)
            {
                CheckAny(ids.Ids.Count);
                missing = mayMiss ? null : FirstMissing(state, ids.Ids.Select(PointKey.Parse));
            }
            return change;
        });
        // Those that are there were changed.
        return missing is { } id ? throw Refusal.NoPoint(id.ToString()) : response;
    }

    internal static PointsOperationResponse Update(Collection collection, bool wait, Func<CollectionState, IMessage> change)
    {
        var start = Stopwatch.GetTimestamp();
        var operation = collection.Write(change);
        return new PointsOperationResponse
        {
            // The change is visible in either case.
            Result = new UpdateResult { OperationId = operation, Status = wait ? UpdateStatus.Completed : UpdateStatus.Acknowledged },
            Time = Stopwatch.GetElapsedTime(start).TotalSeconds,
        };
    }

    private static PointKey? FirstMissing(CollectionState state, IEnumerable<PointKey> keys)
        => keys.Where(key => state.Find(key) is null).Select(key => (PointKey?)key).FirstOrDefault();

    private static void CheckAny(int points)
    {
        if (points == 0)
            throw Refusal.BadRequest("Empty update request");
    }
}
