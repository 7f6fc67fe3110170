using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Reranking;

namespace RerankFunctions.Pipeline.Cohere;

internal static class CohereRegistration
{
    /// <summary>Embeds by Cohere.</summary>
    public static IServiceCollection AddCohereEmbedder(this IServiceCollection services)
        => services.AddCohere().AddSingleton<IEmbedder, CohereEmbedder>().AddSingleton<IReadinessProbe>(provider => new CohereModelProbe(
            provider.GetRequiredService<CohereClient>(), "embed", provider.GetRequiredService<IOptions<CohereOptions>>().Value.EmbedModel));

    /// <summary>Reranks by Cohere.</summary>
    public static IServiceCollection AddCohereReranker(this IServiceCollection services)
        => services.AddCohere().AddReranker<CohereReranker>("cohere").AddSingleton<IReadinessProbe>(provider => new CohereModelProbe(
            provider.GetRequiredService<CohereClient>(), "rerank", provider.GetRequiredService<IOptions<CohereOptions>>().Value.RerankModel));

    public static string HttpClientName(CohereCallPurpose purpose) => $"{CohereClient.Name} {purpose}";

    /// <summary>What both need, once; with it the key must be set, so an app that uses neither needs none.</summary>
    private static IServiceCollection AddCohere(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(CohereClient)))
            return services;
        services.AddSettings<CohereOptions>(CohereOptions.Section);
        services.AddSingleton<CohereClient>();
        services.AddSingleton<EmbedInputLimiter>();
        var ingestion = services.AddHttpClient(CohereCallPurpose.Ingestion, (resilience, _) =>
        {
            resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(30);
            resilience.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(3);
            resilience.Retry.MaxRetryAttempts = 8;
            resilience.Retry.Delay = TimeSpan.FromMilliseconds(500);
            resilience.Retry.MaxDelay = TimeSpan.FromSeconds(30);
        });
        ingestion.AddHttpMessageHandler(provider => new RefusedInputs(provider.GetRequiredService<EmbedInputLimiter>()));
        services.AddHttpClient(CohereCallPurpose.Query, (resilience, limits) => EndWithin(resilience, limits.EmbedTimeoutSeconds, retries: 2));
        services.AddHttpClient(CohereCallPurpose.Rerank, (resilience, limits) => EndWithin(resilience, limits.RerankTimeoutSeconds, retries: 1));
        return services;
    }

    private static IHttpClientBuilder AddHttpClient(
        this IServiceCollection services, CohereCallPurpose purpose, Action<HttpStandardResilienceOptions, StageTimeLimits> configure)
    {
        var http = services.AddHttpClient(HttpClientName(purpose), (provider, client) =>
        {
            var cohere = provider.GetRequiredService<IOptions<CohereOptions>>().Value;
            client.BaseAddress = new Uri(cohere.Endpoint.TrimEnd('/') + "/");
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cohere.ApiKey.Trim());
            client.Timeout = Timeout.InfiniteTimeSpan; // the resilience handler's timeouts hold
        });
        http.AddStandardResilienceHandler().Configure((resilience, provider) =>
        {
            configure(resilience, provider.GetRequiredService<IOptions<StageTimeLimits>>().Value);
            var clock = provider.GetRequiredService<TimeProvider>();
            var patienceLeft = resilience.TotalRequestTimeout.Timeout;
            resilience.Retry.BackoffType = DelayBackoffType.Exponential;
            resilience.Retry.UseJitter = true;
            resilience.Retry.ShouldRetryAfterHeader = true;
            // A wait that outlasts our patience is no use: fail now and pass the Retry-After on.
            resilience.Retry.ShouldHandle = arguments => ValueTask.FromResult(
                IsTransient(arguments.Outcome)
                && (arguments.Outcome.Result is not { } response || !(CohereFailure.RetryAfter(response, clock.GetUtcNow()) > patienceLeft)));
            // A 429 is ingestion's doing, or another program's: queries that come through are answered as ever.
            resilience.CircuitBreaker.ShouldHandle = arguments => ValueTask.FromResult(
                IsTransient(arguments.Outcome) && arguments.Outcome.Result?.StatusCode is not HttpStatusCode.TooManyRequests);
            resilience.CircuitBreaker.SamplingDuration = Max(TimeSpan.FromSeconds(30), 2 * resilience.AttemptTimeout.Timeout);
            // Ingestion waits for a service to come back, and an open circuit would fail it at once instead; rerankers share a circuit of
            // their own (BoundedReranker).
            resilience.CircuitBreaker.MinimumThroughput = purpose is CohereCallPurpose.Query ? 20 : int.MaxValue;
        });
        return http.AddHttpMessageHandler(() => new WholeAnswers());
    }

    /// <summary>Somebody waits: the retries must fit into the time the whole call may take.</summary>
    private static void EndWithin(HttpStandardResilienceOptions resilience, double seconds, int retries)
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
