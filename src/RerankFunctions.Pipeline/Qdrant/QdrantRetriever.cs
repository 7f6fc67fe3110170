using Microsoft.Extensions.Options;
using Qdrant.Client.Grpc;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Qdrant.Modes;
using RerankFunctions.Pipeline.Retrieval;
using static Qdrant.Client.Grpc.Conditions;
using Range = Qdrant.Client.Grpc.Range;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>Finds candidates in the collection, by the mode that is asked for.</summary>
internal sealed class QdrantRetriever(ScopedPoints points, IEnumerable<IRetrievalMode> modes, IOptions<StageTimeLimits> limits) : IRetriever
{
    private static readonly string[] Fields =
    [
        Payload.Document, Payload.Chunk, Payload.Title, Payload.Heading, Payload.Page, Payload.Text, Payload.Metadata,
    ];

    /// <summary>Sums of the same ranks differ in their last digits by the order in which they were added.</summary>
    private const int ScoreDigits = 6;

    private readonly IRetrievalMode[] _modes = [.. modes];

    public IReadOnlyList<string> Modes => [.. _modes.Select(mode => mode.Name)];

    public async Task<IReadOnlyList<Candidate>> RetrieveAsync(RetrievalQuery query, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(TimeSpan.FromSeconds(limits.Value.RetrieveTimeoutSeconds));
        try
        {
            var asked = _modes.Single(mode => mode.Name == query.Mode).QueryFor(query);
            // Fused, as many points as there are lists can have the same score by each being first in one: let no cut go through them.
            var found = await points.QueryAsync(FilterOf(query), asked, query.Limit + asked.Lists.Count - 1, Fields, limited.Token);
            return [.. InOrder(found.Select(CandidateOf)).Take(query.Limit)];
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DependencyException(
                QdrantCollection.Dependency, DependencyFailure.TimedOut, "Qdrant did not answer the query in time.", inner: late);
        }
    }

    /// <summary>Best first as Qdrant has them, but equal scores, whose order it does not promise, by document and chunk.</summary>
    private static IEnumerable<Candidate> InOrder(IEnumerable<Candidate> found)
        => found.GroupBy(candidate => candidate.Score)
            .SelectMany(tied => tied.OrderBy(candidate => candidate.Document.Name, StringComparer.Ordinal).ThenBy(candidate => candidate.Chunk));

    /// <summary>Only complete versions: a document half-way in is not indexed yet, and is not to be found as if it were.</summary>
    private static PointFilter FilterOf(RetrievalQuery query)
    {
        var complete = Range(Payload.Chunks, new Range { Gte = 1 });
        return query.Filter is { } filter
            ? PointFilter.Within(query.Scope, complete, filter.ToCondition())
            : PointFilter.Within(query.Scope, complete);
    }

    private static Candidate CandidateOf(ScoredPoint point)
    {
        var payload = point.Payload;
        return new Candidate(
            Payload.DocumentOf(payload),
            (int)payload[Payload.Chunk].IntegerValue,
            payload.TryGetValue(Payload.Title, out var title) ? title.StringValue : null,
            payload.TryGetValue(Payload.Heading, out var heading) ? heading.StringValue : null,
            payload.TryGetValue(Payload.Page, out var page) ? (int)page.IntegerValue : null,
            payload[Payload.Text].StringValue,
            payload.TryGetValue(Payload.Metadata, out var metadata)
                ? metadata.StructValue.Fields.ToDictionary(field => field.Key, field => field.Value.StringValue)
                : new Dictionary<string, string>(),
            Math.Round(point.Score, ScoreDigits));
    }
}
