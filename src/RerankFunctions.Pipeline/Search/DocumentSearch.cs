using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Diagnostics;
using RerankFunctions.Pipeline.Qdrant;
using RerankFunctions.Pipeline.Reranking;

namespace RerankFunctions.Pipeline.Search;

/// <summary>Embed the query, retrieve candidates, rerank them. Without its reranker it still answers, in retrieval order, and says so.</summary>
public sealed class DocumentSearch(
    CohereClient cohere,
    PassageRetriever retriever,
    IReranker reranker,
    IOptions<CohereOptions> cohereOptions,
    IOptions<SearchOptions> searchOptions,
    ProductMetrics metrics,
    ILogger<DocumentSearch> logger)
{
    /// <exception cref="DependencyException">The query could not be embedded, or nothing retrieved, in the time each may take.</exception>
    public async Task<SearchResponse> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (embeddings, embedMs) = await TimedAsync(() => cohere.EmbedQueryAsync(query.Text, cancellationToken));
        var (passages, retrieveMs) = await TimedAsync(() => RetrieveAsync(query, embeddings.Vectors[0], cancellationToken));
        var (reranked, rerankMs) = await TimedAsync(() => RerankAsync(query, passages, cancellationToken));

        var degraded = reranked is null && query.Reranker is not RerankerKind.None && passages.Count > 0;
        var ranking = reranked?.Ranking ?? [.. passages.Select((passage, index) => (index, passage.Score))];
        // A degraded answer's scores are on the retrieval's scale, which a threshold meant for the reranker's says nothing about.
        var minScore = degraded ? null : query.MinScore;
        var response = new SearchResponse(
            query.Text,
            [.. ranking
                .Select(ranked => (ranked.Index, Score: Math.Round(ranked.Score, 6)))
                .Where(ranked => !(ranked.Score < minScore))
                .Take(query.TopN)
                .Select((ranked, at) => ResultOf(at, ranked, passages))],
            degraded ? SearchResponse.RerankUnavailable : null,
            new ModelsUsed(cohereOptions.Value.EmbedModel, reranked is null ? null : reranker.Model),
            new StageTimings(embedMs, retrieveMs, rerankMs, MillisecondsSince(start)),
            new SearchUsage(embeddings.Tokens, reranked?.SearchUnits ?? 0));

        metrics.Searched(response);
        logger.Searched(response.Results.Count, passages.Count, response.Degraded, response.Timings.TotalMs);
        return response;
    }

    private async Task<IReadOnlyList<Passage>> RetrieveAsync(SearchQuery query, float[] vector, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(searchOptions.Value.RetrieveTimeoutSeconds));
        try
        {
            return await retriever.RetrieveAsync(vector, query.Candidates, query.Document, patience.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DependencyException(
                QdrantCollection.Dependency, DependencyFailure.TimedOut, "Qdrant did not answer the query in time.", inner: late);
        }
    }

    /// <summary>Null where there is nothing to rerank, no reranker is wanted, or the reranker failed.</summary>
    private async Task<RerankedPassages?> RerankAsync(
        SearchQuery query, IReadOnlyList<Passage> passages, CancellationToken cancellationToken)
    {
        if (query.Reranker is RerankerKind.None || passages.Count == 0)
            return null;
        try
        {
            return await reranker.RerankAsync(query.Text, passages, query.TopN, cancellationToken);
        }
        catch (DependencyException failure)
        {
            logger.RerankFailed(failure, failure.Dependency, failure.Failure);
            return null;
        }
    }

    private static SearchResult ResultOf(int at, (int Index, double Score) ranked, IReadOnlyList<Passage> passages)
    {
        var passage = passages[ranked.Index];
        return new SearchResult(
            at + 1, ranked.Score, passage.Document, passage.Chunk, passage.Title, passage.Heading, passage.Page,
            passage.Text, passage.Metadata, new RetrievalRank(ranked.Index + 1, Math.Round(passage.Score, 6)));
    }

    private static async Task<(T Result, double Milliseconds)> TimedAsync<T>(Func<Task<T>> stage)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await stage();
        return (result, MillisecondsSince(start));
    }

    private static double MillisecondsSince(long start) => Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 1);
}
