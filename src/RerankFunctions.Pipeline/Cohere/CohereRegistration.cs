using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>What a call to Cohere is for, and with that how long it may take, retries and all. Each has a circuit breaker of its own.</summary>
internal enum CoherePatience
{
    /// <summary>Ingestion: nobody waits, so many and long retries.</summary>
    Documents,

    /// <summary>The embedding of a query: without it there is no answer.</summary>
    Query,

    /// <summary>Reranking: the answer can do without, so it must fail soon.</summary>
    Rerank,
}

internal static class CohereRegistration
{
    public static IServiceCollection AddCohere(this IServiceCollection services)
    {
        services.AddSettings<CohereOptions>(CohereOptions.Section);
        services.AddSingleton<EmbedInputLimiter>();
        services.AddSingleton<CohereClient>();
        services.AddCohereHttpClient(CoherePatience.Documents, (resilience, _) =>
        {
            resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(30);
            resilience.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(3);
            resilience.Retry.MaxRetryAttempts = 8;
            resilience.Retry.Delay = TimeSpan.FromMilliseconds(500);
            resilience.Retry.MaxDelay = TimeSpan.FromSeconds(30);
        });
        services.AddCohereHttpClient(CoherePatience.Query, (resilience, search) => Hurry(resilience, search.EmbedTimeoutSeconds, retries: 2));
        services.AddCohereHttpClient(CoherePatience.Rerank, (resilience, search) => Hurry(resilience, search.RerankTimeoutSeconds, retries: 1));
        return services;
    }

    private static void AddCohereHttpClient(
        this IServiceCollection services, CoherePatience patience, Action<HttpStandardResilienceOptions, SearchOptions> configure)
    {
        var http = services.AddHttpClient(patience.ToString(), (provider, client) =>
        {
            var cohere = provider.GetRequiredService<IOptions<CohereOptions>>().Value;
            client.BaseAddress = new Uri(cohere.Endpoint.TrimEnd('/') + "/");
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cohere.ApiKey.Trim());
            client.Timeout = Timeout.InfiniteTimeSpan; // the resilience handler's timeouts hold
        });
        http.AddStandardResilienceHandler().Configure((resilience, provider) =>
        {
            configure(resilience, provider.GetRequiredService<IOptions<SearchOptions>>().Value);
            var clock = provider.GetRequiredService<TimeProvider>();
            var patienceLeft = resilience.TotalRequestTimeout.Timeout;
            resilience.Retry.BackoffType = DelayBackoffType.Exponential;
            resilience.Retry.UseJitter = true;
            resilience.Retry.ShouldRetryAfterHeader = true;
            // A wait that outlasts our patience is no use: fail now and pass the Retry-After on.
            resilience.Retry.ShouldHandle = arguments => ValueTask.FromResult(
                IsTransient(arguments.Outcome)
                && (arguments.Outcome.Result is not { } response || !(CohereFailure.RetryAfter(response, clock.GetUtcNow()) > patienceLeft)));
            resilience.CircuitBreaker.ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome));
            resilience.CircuitBreaker.SamplingDuration = Max(TimeSpan.FromSeconds(30), 2 * resilience.AttemptTimeout.Timeout);
            // Ingestion waits for a service to come back: an open circuit would fail it at once instead.
            resilience.CircuitBreaker.MinimumThroughput = patience is CoherePatience.Documents ? int.MaxValue : 20;
        });
        http.AddHttpMessageHandler(() => new WholeAnswers());
    }

    /// <summary>Somebody waits: the retries must fit into the time the whole call may take.</summary>
    private static void Hurry(HttpStandardResilienceOptions resilience, double seconds, int retries)
    {
        resilience.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(seconds);
        resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(seconds);
        resilience.Retry.MaxRetryAttempts = retries;
        resilience.Retry.Delay = TimeSpan.FromMilliseconds(100);
        resilience.CircuitBreaker.FailureRatio = 0.5;
        resilience.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome)
        => outcome.Result is { } response
            ? CohereFailure.IsWorthRetrying(response.StatusCode)
            : outcome.Exception is HttpRequestException or IOException or Polly.Timeout.TimeoutRejectedException;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
