using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Embedding;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Pipeline.Qdrant;
using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Retrieval;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Hosting;

public static class RerankFunctionsBuilderExtensions
{
    /// <summary>
    /// Adds ingestion and search, configured by the sections Cohere, Qdrant, Chunking, Reading, Ingestion, Search, Prices and DocumentsStorage. A
    /// missing or wrong setting stops the host's start with a message that names it.
    /// </summary>
    public static IHostApplicationBuilder AddRerankFunctions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddPipeline();
        builder.Services.AddCohereEmbedder();
        builder.Services.AddCohereReranker(); // the first reranker is the usual one
        return builder;
    }

    /// <summary>All but the models: an embedder, and rerankers if any, are to be added.</summary>
    internal static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<ProductMetrics>();
        services.AddSingleton<IReadiness, Readiness>();
        services.AddSettings<StageTimeLimits>(StageTimeLimits.Section);
        services.AddSettings<VectorOptions>(VectorOptions.Section);
        services.AddDocumentStorage();
        services.AddQdrant();
        services.AddIngestion();
        services.AddSearch();
        services.AddHostedService<StartupCheck>();
        services.AddHostedService<AbandonedFiles>();
        return services;
    }

    private static void AddIngestion(this IServiceCollection services)
    {
        services.AddSettings<ReadingOptions>(ReadingOptions.Section);
        services.AddDocumentReaders();
        services.AddSettings<ChunkingOptions>(ChunkingOptions.Section);
        services.AddSingleton<IValidateOptions<ChunkingOptions>, ChunkSizeCheck>();
        services.AddSingleton<StructureChunker>();
        services.AddSingleton<IndexFingerprint>();
        services.AddSingleton<IngestionJournal>();
        services.AddSingleton<DocumentIngestion>();
        services.AddSingleton<StalePoints>();
        services.AddSingleton<IDocumentWatch, DocumentWatch>();
        services.AddSettings<IngestionOptions>(IngestionOptions.Section);
        services.AddSingleton<DocumentSynchronizer>();
        services.AddSingleton<IDocumentSynchronizer>(provider => provider.GetRequiredService<DocumentSynchronizer>());
        services.AddSingleton<DocumentRuns>();
        services.AddSingleton<IDeliveries, Deliveries>();
        services.AddSingleton<DocumentCatalog>();
        services.AddSingleton<IDocumentCatalog>(provider => provider.GetRequiredService<DocumentCatalog>());
        services.AddSingleton<IReconciliation, Reconciliation>();
        services.AddSingleton<IDocumentMetadata, DocumentMetadata>();
    }

    private static void AddSearch(this IServiceCollection services)
    {
        services.AddSettings<FilterOptions>(FilterOptions.Section);
        services.AddSettings<PriceOptions>(PriceOptions.Section);
        services.AddSingleton<FilterableFields>();
        services.AddSingleton<FilterParser>();
        services.AddSingleton<Rerankers>();
        services.AddSingleton<SearchRequestValidator>();
        services.AddSingleton<IDocumentSearch, DocumentSearch>();
        services.AddSingleton<IFieldCatalog, FieldCatalog>();
    }
}
