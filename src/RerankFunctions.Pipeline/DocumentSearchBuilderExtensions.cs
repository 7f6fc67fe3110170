using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Diagnostics;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Pipeline.Ingestion.Chunking;
using RerankFunctions.Pipeline.Qdrant;
using RerankFunctions.Pipeline.Reranking;
using RerankFunctions.Pipeline.Search;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline;

public static class DocumentSearchBuilderExtensions
{
    /// <summary>
    /// Adds ingestion and search, configured by the sections Cohere, Qdrant, Chunking, Search and DocumentsStorage. A missing or wrong
    /// setting stops the host's start with a message that names it.
    /// </summary>
    public static IHostApplicationBuilder AddDocumentSearch(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ProductMetrics>();
        builder.Services.AddCohere();
        builder.Services.AddQdrant();
        builder.Services.AddIngestion();
        builder.Services.AddSearch();
        builder.Services.AddHostedService<StartupCheck>();
        return builder;
    }

    private static void AddQdrant(this IServiceCollection services)
    {
        services.AddSettings<QdrantOptions>(QdrantOptions.Section);
        services.AddSingleton<QdrantCollection>();
        services.AddSingleton<DocumentIndex>();
        services.AddSingleton<PassageRetriever>();
    }

    private static void AddIngestion(this IServiceCollection services)
    {
        services.AddSettings<ChunkingOptions>(ChunkingOptions.Section);
        services.AddDocumentStorage();
        services.AddSettings<ReadingOptions>(ReadingOptions.Section);
        services.AddDocumentReaders();
        services.AddHostedService<AbandonedFiles>();
        services.AddSingleton<StructureChunker>();
        services.AddSingleton<IndexingSettings>();
        services.AddSingleton<DocumentIngestion>();
        services.AddSingleton<DocumentSynchronizer>();
        services.AddSingleton<GuardedSynchronizer>();
        services.AddSingleton<DocumentCatalog>();
        services.AddSingleton<Reconciliation>();
    }

    private static void AddSearch(this IServiceCollection services)
    {
        services.AddSettings<SearchOptions>(SearchOptions.Section);
        services.AddSingleton<IReranker, CohereReranker>();
        services.AddSingleton<DocumentSearch>();
    }
}
