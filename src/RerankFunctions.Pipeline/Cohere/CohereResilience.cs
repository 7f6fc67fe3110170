using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>
/// What of a call is tried again, and for how long, by what it is made for. No more strategies than each needs: each costs every call.
/// </summary>
internal static class CohereResilience
{
    private static readonly TimeSpan IngestionPatience = TimeSpan.FromMinutes(3);

    public static ResiliencePipeline<HttpResponseMessage> CreatePipeline(CohereCallPurpose purpose, StageTimeLimits limits, TimeProvider clock)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock };
        switch (purpose)
        {
            case CohereCallPurpose.Ingestion:
                // It waits for a service to come back, and an open circuit would fail it at once instead.
                pipeline.AddTimeout(IngestionPatience)
                    .AddRetry(Retry(8, TimeSpan.FromMilliseconds(500), IngestionPatience, clock))
                    .AddTimeout(TimeSpan.FromSeconds(30));
                break;
            case CohereCallPurpose.Query:
                var patience = TimeSpan.FromSeconds(limits.EmbedTimeoutSeconds);
                pipeline.AddTimeout(patience)
                    .AddRetry(Retry(2, TimeSpan.FromMilliseconds(100), patience, clock))
                    .AddCircuitBreaker(QueryCircuit(patience));
                break;
            case CohereCallPurpose.Rerank:
                // All rerankers share a time limit and a circuit of their own (BoundedReranker).
                pipeline.AddRetry(Retry(1, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(limits.RerankTimeoutSeconds), clock));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null);
        }

        return pipeline.Build();
    }

    /// <param name="patience">A wait that outlasts it is no use: the call fails then, and passes the Retry-After on.</param>
    private static RetryStrategyOptions<HttpResponseMessage> Retry(int retries, TimeSpan delay, TimeSpan patience, TimeProvider clock) => new()
    {
        MaxRetryAttempts = retries,
        Delay = delay,
        MaxDelay = TimeSpan.FromSeconds(30),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        DelayGenerator = call => ValueTask.FromResult(
            call.Outcome.Result is { } answer ? CohereFailure.RetryAfter(answer, clock.GetUtcNow()) : null),
        ShouldHandle = call => ValueTask.FromResult(
            IsTransient(call.Outcome)
            && (call.Outcome.Result is not { } answer || !(CohereFailure.RetryAfter(answer, clock.GetUtcNow()) > patience))),
    };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> QueryCircuit(TimeSpan patience)
    {
        var twice = 2 * patience;
        return new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            // A 429 is ingestion's doing, or another program's: queries that come through are answered as ever.
            ShouldHandle = call => ValueTask.FromResult(
                IsTransient(call.Outcome) && call.Outcome.Result?.StatusCode is not HttpStatusCode.TooManyRequests),
            FailureRatio = 0.5,
            MinimumThroughput = 20,
            SamplingDuration = twice > TimeSpan.FromSeconds(30) ? twice : TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(5),
        };
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome)
        => outcome.Result is { } response
            ? CohereFailure.IsWorthRetrying(response.StatusCode)
            : outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException;
}
