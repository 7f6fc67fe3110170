using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Retrieval;
using static Qdrant.Client.Grpc.Conditions;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>Counts by Qdrant's facets, over the first chunk of each document.</summary>
internal sealed class QdrantFieldValues(
    [FromKeyedServices(ScopedPoints.Searched)] ScopedPoints points, RetrievalTime time) : IFieldValues
{
    public Task<IReadOnlyList<FieldValue>> TopAsync(DocumentScope scope, IndexedField field, int limit, CancellationToken cancellationToken)
        => time.LimitAsync<IReadOnlyList<FieldValue>>(
            async token =>
            {
                var first = PointFilter.Within(scope, PointFilter.Complete, Match(Payload.Chunk, 0));
                var counts = await points.CountByAsync(field.Name, first, limit, token);
                return
                [
                    .. counts.Select(value => new FieldValue(value.Key, value.Value))
                        .OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal),
                ];
            },
            cancellationToken);
}
