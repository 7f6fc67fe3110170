using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Ingestion.Reading.Html;
using RerankFunctions.Pipeline.Ingestion.Reading.Markdown;
using RerankFunctions.Pipeline.Ingestion.Reading.Text;

namespace RerankFunctions.Pipeline.Ingestion.Reading;

public static class DocumentReadersServiceExtensions
{
    /// <summary>Adds <see cref="DocumentReaders"/> with a reader for every format that is taken, and their validated options.</summary>
    public static IServiceCollection AddDocumentReaders(this IServiceCollection services)
    {
        services.AddOptions<ReadingOptions>().BindConfiguration(ReadingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReadingOptions>, ReadingOptionsValidator>();
        services.AddSingleton<IDocumentReader, PlainTextReader>();
        services.AddSingleton<IDocumentReader, MarkdownReader>();
        services.AddSingleton<IDocumentReader, HtmlReader>();
        services.AddSingleton<DocumentReaders>();
        return services;
    }
}
