using Microsoft.Extensions.DependencyInjection;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Qdrant.Modes;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>Finds candidates in the collection, by the mode that is asked for.</summary>
internal sealed class QdrantRetriever(
    [FromKeyedServices(ScopedPoints.Searched)] ScopedPoints points, IEnumerable<IRetrievalMode> modes, RetrievalTime time) : IRetriever
{
    private static readonly string[] Fields =
    [
        Payload.Document, Payload.Chunk, Payload.Title, Payload.Heading, Payload.Page, Payload.PageEnd, Payload.Text, Payload.Metadata,
    ];

    /// <summary>What tells which chunk a point is.</summary>
    private static readonly string[] Place = [Payload.Document, Payload.Chunk];

    /// <summary>Sums of the same ranks differ in their last digits by the order in which they were added.</summary>
    private const int ScoreDigits = 6;

    private readonly IRetrievalMode[] _modes = [.. modes];

    public IReadOnlyList<string> Modes => [.. _modes.Select(mode => mode.Name)];

    public Task<Retrieved> RetrieveAsync(RetrievalQuery query, CancellationToken cancellationToken)
        => time.LimitAsync(
            async token =>
            {
                var asked = _modes.Single(mode => mode.Name == query.Mode).QueryFor(query);
                // Fused, as many points as there are lists can have the same score by each being first in one: let no cut go through them.
                var limit = query.Limit + asked.Lists.Count - 1;
                var (found, lists) = query.Explain
                    ? await points.QueryWithListsAsync(FilterOf(query), asked, limit, Fields, Place, token)
                    : (await points.QueryAsync(FilterOf(query), asked, limit, Fields, token), null);
                return new Retrieved(
                    [.. InOrder(found.Select(CandidateOf)).Take(query.Limit)],
                    lists?.Zip(asked.Lists, (chunks, list) => new RankedList(list.Vector, list.Text, [.. chunks.Select(RankedOf)])).ToList());
            },
            cancellationToken);

    /// <summary>Best first as Qdrant has them, but equal scores, whose order it does not promise, by document and chunk.</summary>
    private static IEnumerable<Candidate> InOrder(IEnumerable<Candidate> found)
        => found.GroupBy(candidate => candidate.Score)
            .SelectMany(tied => tied.OrderBy(candidate => candidate.Document.Name, StringComparer.Ordinal).ThenBy(candidate => candidate.Chunk));

    private static PointFilter FilterOf(RetrievalQuery query) => query.Filter is { } filter
        ? PointFilter.Within(query.Scope, PointFilter.Complete, filter.ToCondition())
        : PointFilter.Within(query.Scope, PointFilter.Complete);

    private static RankedChunk RankedOf(ScoredPoint point)
        => new(Payload.DocumentOf(point.Payload), (int)point.Payload[Payload.Chunk].IntegerValue, Math.Round(point.Score, ScoreDigits));

    private static Candidate CandidateOf(ScoredPoint point)
    {
        var payload = point.Payload;
        return new Candidate(
            Payload.DocumentOf(payload),
            (int)payload[Payload.Chunk].IntegerValue,
            payload.TryGetValue(Payload.Title, out var title) ? title.StringValue : null,
            payload.TryGetValue(Payload.Heading, out var heading) ? heading.StringValue : null,
            payload.TryGetValue(Payload.Page, out var page) ? (int)page.IntegerValue : null,
            payload.TryGetValue(Payload.PageEnd, out var pageEnd) ? (int)pageEnd.IntegerValue : null,
            payload[Payload.Text].StringValue,
            payload.TryGetValue(Payload.Metadata, out var metadata)
                ? metadata.StructValue.Fields.ToDictionary(field => field.Key, field => Payload.TextOf(field.Value))
                : new Dictionary<string, string>(),
            Math.Round(point.Score, ScoreDigits));
    }
}
