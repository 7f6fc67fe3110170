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
                var upsert = new UpsertPoints
                {
                    CollectionName = name, Wait = wait, Points = { operation.Upsert.Points }, UpdateFilter = operation.Upsert.UpdateFilter,
                };
                if (operation.Upsert.HasUpdateMode)
                    upsert.UpdateMode = operation.Upsert.UpdateMode;
                return updates.Upsert(upsert);
            case PointsUpdateOperation.OperationOneofCase.DeletePoints:
                return updates.Delete(new DeletePoints { CollectionName = name, Wait = wait, Points = operation.DeletePoints.Points });
            case PointsUpdateOperation.OperationOneofCase.SetPayload:
                var set = new SetPayloadPoints
                {
                    CollectionName = name, Wait = wait, Payload = { operation.SetPayload.Payload }, PointsSelector = operation.SetPayload.PointsSelector,
                };
                if (operation.SetPayload.HasKey)
                    set.Key = operation.SetPayload.Key;
                return updates.SetPayload(set);
            case PointsUpdateOperation.OperationOneofCase.OverwritePayload:
                return updates.OverwritePayload(new SetPayloadPoints
                {
                    CollectionName = name, Wait = wait, Payload = { operation.OverwritePayload.Payload },
                    PointsSelector = operation.OverwritePayload.PointsSelector,
                });
            case PointsUpdateOperation.OperationOneofCase.DeletePayload:
                return updates.DeletePayload(new DeletePayloadPoints
                {
                    CollectionName = name, Wait = wait, Keys = { operation.DeletePayload.Keys }, PointsSelector = operation.DeletePayload.PointsSelector,
                });
            case PointsUpdateOperation.OperationOneofCase.ClearPayload:
                return updates.ClearPayload(new ClearPayloadPoints { CollectionName = name, Wait = wait, Points = operation.ClearPayload.Points });
            case PointsUpdateOperation.OperationOneofCase.UpdateVectors:
                return updates.UpdateVectors(new UpdatePointVectors
                {
                    CollectionName = name, Wait = wait, Points = { operation.UpdateVectors.Points }, UpdateFilter = operation.UpdateVectors.UpdateFilter,
                });
            case PointsUpdateOperation.OperationOneofCase.DeleteVectors:
                return updates.DeleteVectors(new DeletePointVectors
                {
                    CollectionName = name, Wait = wait, PointsSelector = operation.DeleteVectors.PointsSelector, Vectors = operation.DeleteVectors.Vectors,
                });
            default:
                throw Refusal.Invalid("Malformed PointsUpdateOperation type");
        }
    }
}
