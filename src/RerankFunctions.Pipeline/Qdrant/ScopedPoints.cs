using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Qdrant.Modes;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>
/// The collection's points: every call says in what scope, by a <see cref="PointFilter"/> or by the version whose points it is about.
/// </summary>
/// <param name="collection">The one that is written, or that searches read.</param>
/// <exception cref="DependencyException">Every call: Qdrant failed, retries included, or refused.</exception>
/// <exception cref="IndexMismatchException">Every call: the collection does not fit the settings.</exception>
internal sealed class ScopedPoints(ICollectionCalls collection)
{
    /// <summary>The key of those that searches read.</summary>
    public const string Searched = "searched";

    /// <summary>How deep lists go that are fused.</summary>
    private const int ListDepth = 100;

    /// <summary>Writes of different runs reach all replicas in one order.</summary>
    private const WriteOrderingType Ordering = WriteOrderingType.Medium;

    public Task<ulong> CountAsync(PointFilter points, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.CountAsync(name, points.Filter, cancellationToken: token), cancellationToken);

    /// <summary>How many points there are of each value of an indexed keyword field, for at most so many values: those of the most points.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountByAsync(
        string field, PointFilter points, int limit, CancellationToken cancellationToken)
    {
        var counts = await collection.CallAsync(
            (qdrant, name, token) => qdrant.FacetAsync(name, field, points.Filter, (ulong)limit, exact: true, cancellationToken: token),
            cancellationToken);
        return counts.Hits.ToDictionary(hit => hit.Value.StringValue, hit => (int)hit.Count);
    }

    /// <summary>Those of a version's points that are there, by the ordinals of their chunks.</summary>
    public Task<IReadOnlyList<RetrievedPoint>> RetrieveAsync(
        DocumentVersion version, IEnumerable<int> ordinals, bool withPayload, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.RetrieveAsync(
                name, [.. ordinals.Select(ordinal => (PointId)PointIds.Create(version, ordinal))], withPayload, withVectors: false,
                cancellationToken: token),
            cancellationToken);

    public Task<ScrollResponse> ScrollAsync(
        PointFilter points, int limit, PointId? from, IEnumerable<string> fields, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.ScrollAsync(name, points.Filter, (uint)limit, from, Only(fields), cancellationToken: token),
            cancellationToken);

    /// <summary>The best points, in one call.</summary>
    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(
        PointFilter points, PointQuery query, int limit, IEnumerable<string> fields, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) =>
            {
                var asked = Asked(name, points, query, limit, fields);
                return qdrant.QueryAsync(
                    name, asked.Query, asked.Prefetch, asked.HasUsing ? asked.Using : null, asked.Filter, limit: asked.Limit,
                    payloadSelector: asked.WithPayload, cancellationToken: token);
            },
            cancellationToken);

    /// <summary>The same, and beside it each of the query's lists as deep as it is looked at, in one call too.</summary>
    /// <param name="listFields">Of the payload of the lists' points.</param>
    public async Task<(IReadOnlyList<ScoredPoint> Best, IReadOnlyList<IReadOnlyList<ScoredPoint>> Lists)> QueryWithListsAsync(
        PointFilter points, PointQuery query, int limit, IEnumerable<string> fields, IEnumerable<string> listFields,
        CancellationToken cancellationToken)
    {
        var answers = await collection.CallAsync(
            (qdrant, name, token) => qdrant.QueryBatchAsync(
                name,
                [
                    Asked(name, points, query, limit, fields),
                    .. query.Lists.Select(list => Asked(name, points, new PointQuery([list], Fusion: null), Depth(limit), listFields)),
                ],
                cancellationToken: token),
            cancellationToken);
        return (answers[0].Result, [.. answers.Skip(1).Select(answer => answer.Result)]);
    }

    /// <summary>Durable when it returns.</summary>
    public Task UpsertAsync(IReadOnlyList<PointStruct> points, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.UpsertAsync(name, points, wait: true, Ordering, cancellationToken: token), cancellationToken);

    /// <summary>
    /// Sets these fields of a version's points, by the ordinals of their chunks, and leaves the others. Durable when it returns; of points that
    /// are not there, or no longer, nothing is told, and with them others may have been left out.
    /// </summary>
    public Task SetPayloadAsync(
        DocumentVersion version, IEnumerable<int> ordinals, IReadOnlyDictionary<string, Value> fields, CancellationToken cancellationToken)
        => collection.CallAsync(
            async (qdrant, name, token) =>
            {
                try
                {
                    return await qdrant.SetPayloadAsync(
                        name, fields, [.. ordinals.Select(ordinal => PointIds.Create(version, ordinal))], wait: true, Ordering,
                        cancellationToken: token);
                }
                catch (RpcException gone) when (gone.StatusCode is StatusCode.NotFound)
                {
                    return null;
                }
            },
            cancellationToken);

    /// <summary>Gives points that are there these vectors, and leaves their others. Durable when it returns.</summary>
    public Task UpdateVectorsAsync(IReadOnlyList<PointVectors> points, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.UpdateVectorsAsync(name, points, wait: true, Ordering, cancellationToken: token), cancellationToken);

    public Task DeleteAsync(PointFilter points, CancellationToken cancellationToken)
        => collection.CallAsync(
            (qdrant, name, token) => qdrant.DeleteAsync(name, points.Filter, wait: true, Ordering, cancellationToken: token), cancellationToken);

    private static QueryPoints Asked(string collection, PointFilter points, PointQuery query, int limit, IEnumerable<string> fields)
    {
        var asked = new QueryPoints { CollectionName = collection, Filter = points.Filter, Limit = (ulong)limit, WithPayload = Only(fields) };
        if (query is { Fusion: null, Lists: [var only] })
        {
            (asked.Query, asked.Using) = (only.Query, only.Vector);
            return asked;
        }

        asked.Query = query.Fusion;
        asked.Prefetch.AddRange(query.Lists.Select(
            list => new PrefetchQuery { Query = list.Query, Using = list.Vector, Limit = (ulong)Depth(limit) }));
        return asked;
    }

    /// <summary>A point that is in several lists comes up by being fused: each is asked for more than is wanted of all.</summary>
    private static int Depth(int limit) => Math.Max(limit, ListDepth);

    private static WithPayloadSelector Only(IEnumerable<string> fields)
        => new() { Include = new PayloadIncludeSelector { Fields = { fields } } };
}
