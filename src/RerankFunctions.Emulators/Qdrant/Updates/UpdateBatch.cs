using System.Diagnostics;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Updates;

/// <summary>Several changes in one call, one after the other; one that fails ends the call, and those before it stay.</summary>
internal sealed class UpdateBatch(PointUpdates updates)
{
    public UpdateBatchResponse Run(UpdateBatchPoints request)
    {
        var start = Stopwatch.GetTimestamp();
        var results = request.Operations.Select(operation => Run(request, operation).Result).ToList();
        return new UpdateBatchResponse { Result = { results }, Time = Stopwatch.GetElapsedTime(start).TotalSeconds };
    }

    private PointsOperationResponse Run(UpdateBatchPoints batch, PointsUpdateOperation operation)
    {
        var (name, wait) = (batch.CollectionName, batch.Wait);
        switch (operation.OperationCase)
        {
            case PointsUpdateOperation.OperationOneofCase.Upsert:
                return updates.Upsert(Upsert(operation.Upsert, name, wait));
            case PointsUpdateOperation.OperationOneofCase.DeletePoints:
                return updates.Delete(new DeletePoints { CollectionName = name, Wait = wait, Points = operation.DeletePoints.Points });
            case PointsUpdateOperation.OperationOneofCase.SetPayload:
                return updates.SetPayload(SetPayload(operation.SetPayload, name, wait));
            case PointsUpdateOperation.OperationOneofCase.OverwritePayload:
                var whole = operation.OverwritePayload;
                return updates.OverwritePayload(new SetPayloadPoints
                {
                    CollectionName = name,
                    Wait = wait,
                    Payload = { whole.Payload },
                    PointsSelector = whole.PointsSelector,
                });
            case PointsUpdateOperation.OperationOneofCase.DeletePayload:
                var fields = operation.DeletePayload;
                return updates.DeletePayload(new DeletePayloadPoints
                {
                    CollectionName = name,
                    Wait = wait,
                    Keys = { fields.Keys },
                    PointsSelector = fields.PointsSelector,
                });
            case PointsUpdateOperation.OperationOneofCase.ClearPayload:
                return updates.ClearPayload(
                    new ClearPayloadPoints { CollectionName = name, Wait = wait, Points = operation.ClearPayload.Points });
            case PointsUpdateOperation.OperationOneofCase.UpdateVectors:
                var vectors = operation.UpdateVectors;
                return updates.UpdateVectors(new UpdatePointVectors
                {
                    CollectionName = name,
                    Wait = wait,
                    Points = { vectors.Points },
                    UpdateFilter = vectors.UpdateFilter,
                });
            case PointsUpdateOperation.OperationOneofCase.DeleteVectors:
                var gone = operation.DeleteVectors;
                return updates.DeleteVectors(new DeletePointVectors
                {
                    CollectionName = name,
                    Wait = wait,
                    PointsSelector = gone.PointsSelector,
                    Vectors = gone.Vectors,
                });
            default:
                throw Refusal.Invalid("Malformed PointsUpdateOperation type");
        }
    }

    private static UpsertPoints Upsert(PointsUpdateOperation.Types.PointStructList points, string name, bool wait)
    {
        var upsert = new UpsertPoints
        {
            CollectionName = name,
            Wait = wait,
            Points = { points.Points },
            UpdateFilter = points.UpdateFilter,
        };
        if (points.HasUpdateMode)
            upsert.UpdateMode = points.UpdateMode;
        return upsert;
    }

    private static SetPayloadPoints SetPayload(PointsUpdateOperation.Types.SetPayload change, string name, bool wait)
    {
        var set = new SetPayloadPoints
        {
            CollectionName = name,
            Wait = wait,
            Payload = { change.Payload },
            PointsSelector = change.PointsSelector,
        };
        if (change.HasKey)
            set.Key = change.Key;
        return set;
    }
}
