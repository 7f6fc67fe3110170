using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Reranking;

/// <summary>
/// Keeps a reranker within what a search can wait for, the same for each: a time limit, a circuit that leaves it alone for a moment once it
/// keeps failing, and null in place of a failure, since an answer can do without.
/// </summary>
internal sealed class BoundedReranker
{
    private readonly IReranker _reranker;
    private readonly ILogger<BoundedReranker> _logger;
    private readonly ResiliencePipeline<RerankResult> _bounds;

    public BoundedReranker(IReranker reranker, IOptions<StageTimeLimits> limits, TimeProvider clock, ILogger<BoundedReranker> logger)
    {
        (_reranker, _logger) = (reranker, logger);
        var limit = TimeSpan.FromSeconds(limits.Value.RerankTimeoutSeconds);
        _bounds = new ResiliencePipelineBuilder<RerankResult> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<RerankResult>
            {
                ShouldHandle = new PredicateBuilder<RerankResult>()
                    .Handle<TimeoutRejectedException>()
                    // Neither says that the service is down, and both come at once.
                    .Handle<DependencyException>(failure => failure.Failure is not (DependencyFailure.Refused or DependencyFailure.Throttled)),
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = limit * 2 > TimeSpan.FromSeconds(30) ? limit * 2 : TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(5),
            })
            .AddTimeout(limit)
            .Build();
    }

    public string Model => _reranker.Model;

    /// <summary>Orders the candidates, unless the reranker fails, is too slow, or is left alone.</summary>
    public async Task<BoundedRerank> RerankAsync(
        string query, IReadOnlyList<Candidate> candidates, int topN, CancellationToken cancellationToken)
    {
        try
        {
            return new BoundedRerank(await _bounds.ExecuteAsync(
                async token => await _reranker.RerankAsync(query, candidates, topN, token), cancellationToken));
        }
        catch (DependencyException refusal) when (refusal.Failure is DependencyFailure.Refused)
        {
            _logger.RerankRefused(_reranker.Model, refusal.Message);
            return new BoundedRerank(Result: null, IsRefused: true);
        }
        catch (DependencyException failure)
        {
            _logger.RerankFailed(_reranker.Model, failure.Message);
        }
        catch (TimeoutRejectedException)
        {
            _logger.RerankFailed(_reranker.Model, "it did not answer in time");
        }
        catch (BrokenCircuitException)
        {
            _logger.RerankFailed(_reranker.Model, "it kept failing, and is left alone for a moment");
        }

        return new BoundedRerank(Result: null);
    }
}

/// <param name="Result">Null where there is none.</param>
/// <param name="IsRefused">Whether there will be none until somebody changes a setting: a model that is not there any more, for one.</param>
internal sealed record BoundedRerank(RerankResult? Result, bool IsRefused = false);

/// <summary>Events 2001 and 2002, of the search's. Each is a line: what happened is known, and no stack would tell more.</summary>
internal static partial class RerankingLog
{
    [LoggerMessage(2001, LogLevel.Warning, "{Reranker} could not rerank; answering in retrieval order: {Reason}")]
    public static partial void RerankFailed(this ILogger logger, string reranker, string reason);

    [LoggerMessage(2002, LogLevel.Error, "{Reranker} is refused: no search is reranked until its key, endpoint or model is set right: {Reason}")]
    public static partial void RerankRefused(this ILogger logger, string reranker, string reason);
}
