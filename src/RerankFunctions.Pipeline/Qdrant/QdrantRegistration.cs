using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Qdrant.Modes;
using RerankFunctions.Pipeline.Qdrant.Vectors;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Qdrant;

internal static class QdrantRegistration
{
    /// <summary>Keeps the index in Qdrant and retrieves from it.</summary>
    public static IServiceCollection AddQdrant(this IServiceCollection services) => services
        .AddSettings<QdrantOptions>(QdrantOptions.Section)
        .AddSettings<FusionOptions>(FusionOptions.Section)
        .AddVectorField<DenseVectorField>()
        .AddVectorField<Bm25VectorField>()
        .AddSingleton<RankFusion>()
        .AddSingleton<IRetrievalMode, DenseMode>() // the first is the usual one
        .AddSingleton<IRetrievalMode, Bm25Mode>()
        .AddSingleton<IRetrievalMode, HybridMode>()
        .AddSingleton<CollectionSchema>()
        .AddSingleton<QdrantCollection>()
        .AddSingleton<IReadinessProbe, CollectionProbe>()
        .AddSingleton<SearchedCollection>()
        .AddSingleton(provider => new ScopedPoints(provider.GetRequiredService<QdrantCollection>()))
        .AddKeyedSingleton(ScopedPoints.Searched, (provider, _) => new ScopedPoints(provider.GetRequiredService<SearchedCollection>()))
        .AddSingleton<RetrievalTime>()
        .AddSingleton<IDocumentIndex, DocumentIndex>()
        .AddSingleton<IFieldValues, QdrantFieldValues>()
        .AddSingleton<IIndexCoverage, QdrantIndexCoverage>()
        .AddSingleton<IVectorBackfill, VectorBackfill>()
        .AddSingleton<IRetriever, QdrantRetriever>();

    /// <summary>For modes by its own type, and as one of all that schema and index go through.</summary>
    private static IServiceCollection AddVectorField<TField>(this IServiceCollection services)
        where TField : VectorField
        => services.AddSingleton<TField>().AddSingleton<VectorField>(provider => provider.GetRequiredService<TField>());
}
