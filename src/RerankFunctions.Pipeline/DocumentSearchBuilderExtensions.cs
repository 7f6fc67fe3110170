using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Pipeline;

public static class DocumentSearchBuilderExtensions
{
    public static IHostApplicationBuilder AddDocumentSearch(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DocumentSynchronizer>();
        return builder;
    }
}
