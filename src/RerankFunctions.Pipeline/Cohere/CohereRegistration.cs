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
        foreach (var purpose in Enum.GetValues<CohereCallPurpose>())
            services.AddHttpClient(purpose);
        return services;
    }

    private static void AddHttpClient(this IServiceCollection services, CohereCallPurpose purpose)
    {
        // One for the app's life: handlers come and go, and a circuit must outlast them.
        services.AddKeyedSingleton(purpose, (provider, _) => CohereResilience.CreatePipeline(
            purpose, provider.GetRequiredService<IOptions<StageTimeLimits>>().Value, provider.GetRequiredService<TimeProvider>()));
        var http = services.AddHttpClient(HttpClientName(purpose), (provider, client) =>
        {
            var cohere = provider.GetRequiredService<IOptions<CohereOptions>>().Value;
            client.BaseAddress = new Uri(cohere.Endpoint.TrimEnd('/') + "/");
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cohere.ApiKey.Trim());
            client.Timeout = Timeout.InfiniteTimeSpan; // the pipeline's limits hold
        });
        // Their lines are at Information, where they are left out anyway, and cost two handlers a call.
        http.RemoveAllLoggers();
        http.AddHttpMessageHandler(provider => new ResilienceHandler(
            provider.GetRequiredKeyedService<ResiliencePipeline<HttpResponseMessage>>(purpose)));
        http.AddHttpMessageHandler(() => new WholeAnswers());
        if (purpose is CohereCallPurpose.Ingestion)
            http.AddHttpMessageHandler(provider => new RefusedInputs(provider.GetRequiredService<EmbedInputLimiter>()));
    }
}
