using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Search;

/// <summary>Embed the query, retrieve candidates, rerank them. Without its reranker it still answers, in retrieval order, and says so.</summary>
internal sealed class DocumentSearch(
    SearchRequestValidator validator,
    IEmbedder embedder,
    IRetriever retriever,
    Rerankers rerankers,
    IIndexCoverage coverage,
    IOptions<PriceOptions> prices,
    ProductMetrics metrics,
    ILogger<DocumentSearch> logger) : IDocumentSearch
{
    public async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var query = validator.Validate(request);
        var start = Stopwatch.GetTimestamp();
        var (embeddings, embedMs) = await TimedAsync(() => embedder.EmbedQueriesAsync(query.Queries, cancellationToken));
        var (retrieved, retrieveMs) = await TimedAsync(() => retriever.RetrieveAsync(
            new RetrievalQuery(
                DocumentScope.All, [.. query.Queries.Zip(embeddings.Vectors, (text, vector) => new EmbeddedQuery(text, vector))], query.Filter,
                query.Candidates, query.Mode, query.Explain),
            cancellationToken));
        var candidates = retrieved.Candidates;
        var reranker = query.Reranker is null || candidates.Count == 0 ? null : rerankers.Find(query.Reranker);
        // Who asks why wants to know how far off the others were; it costs the same.
        var wanted = query.Explain ? candidates.Count : Math.Min(query.TopN, candidates.Count);
        var (bounded, rerankMs) = await TimedAsync(async () => reranker is null
            ? null : await reranker.RerankAsync(query.Text, candidates, wanted, cancellationToken));

        var reranked = bounded?.Result;
        var degraded = bounded is { Result: null };
        var asRanked = reranked?.Ranking ?? [.. candidates.Select((candidate, index) => new RankedCandidate(index, candidate.Score))];
        RankedCandidate[] ranking = [.. asRanked.Select(ranked => ranked with { Score = Math.Round(ranked.Score, 6) })];
        // A degraded answer's scores are on the retrieval's scale, which a threshold meant for the reranker's says nothing about.
        var minScore = degraded ? null : query.MinScore;
        RankedCandidate[] kept = [.. ranking.Where(ranked => !(ranked.Score < minScore)).Take(query.TopN)];
        var explainer = query.Explain ? new Explainer(query, retrieved, ranking, reranked is not null) : null;
        var response = new SearchResponse(
            query.Text,
            [.. kept.Select((ranked, at) => ResultOf(at, ranked, candidates[ranked.Index], explainer))],
            degraded ? bounded!.IsRefused ? SearchResponse.RerankRefused : SearchResponse.RerankUnavailable : null,
            embeddings.Notes ?? [],
            new ModelsUsed(embedder.QueryModel, reranked is null ? null : reranker!.Model),
            new StageTimings(embedMs, retrieveMs, rerankMs, MillisecondsSince(start)),
            UsageOf(embeddings, reranked),
            CostOf([embeddings.Usage, .. reranked?.Usage ?? []]),
            explainer?.Explain(await coverage.MeasureAsync(cancellationToken), minScore, kept));

        Tell(response, candidates.Count, embeddings, reranked);
        return response;
    }

    private SearchCost? CostOf(IEnumerable<Usage> usage)
        => prices.Value.CostOf(usage) is { } cost ? new SearchCost(Math.Round(cost, 9), prices.Value.Currency) : null;

    private static SearchUsage UsageOf(Embeddings embeddings, RerankResult? reranked) => new(
        (int)embeddings.Usage.Amount,
        (int)(reranked?.Usage.Where(usage => usage.Unit is Usage.SearchUnits).Sum(usage => usage.Amount) ?? 0));

    private void Tell(SearchResponse response, int candidates, Embeddings embeddings, RerankResult? reranked)
    {
        metrics.Searched(response.Degraded);
        metrics.Took("embed", response.Timings.EmbedMs);
        metrics.Took("retrieve", response.Timings.RetrieveMs);
        metrics.Took("rerank", response.Timings.RerankMs);
        metrics.Took("total", response.Timings.TotalMs);
        metrics.Billed(embeddings.Usage, "query");
        foreach (var usage in reranked?.Usage ?? [])
            metrics.Billed(usage, "rerank");
        logger.Searched(response.Results.Count, candidates, response.Degraded, response.Timings.TotalMs);
    }

    private static SearchResult ResultOf(int at, RankedCandidate ranked, Candidate candidate, Explainer? explainer) => new(
        at + 1, ranked.Score, candidate.Document.Name, candidate.Chunk, candidate.Title, candidate.Heading, candidate.Page, candidate.PageEnd,
        candidate.Text, candidate.Metadata, Link: null, new RetrievalRank(ranked.Index + 1, candidate.Score), explainer?.ExplainResult(at, ranked));

    private static async Task<(T Result, double Milliseconds)> TimedAsync<T>(Func<Task<T>> stage)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await stage();
        return (result, MillisecondsSince(start));
    }

    private static double MillisecondsSince(long start) => Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 1);
}
