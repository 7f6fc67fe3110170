using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Html;
using RerankFunctions.Reading.Isolation;
using RerankFunctions.Reading.Json;
using RerankFunctions.Reading.Markdown;
using RerankFunctions.Reading.Office;
using RerankFunctions.Reading.Pdf;
using RerankFunctions.Reading.Tabular;
using RerankFunctions.Reading.Text;

namespace RerankFunctions.Reading;

public static class ReaderRegistration
{
    /// <summary>
    /// Adds <see cref="DocumentReaders"/> with a reader for every format that is taken; the caller configures <see cref="ReadingOptions"/>.
    /// </summary>
    public static IServiceCollection AddDocumentReaders(this IServiceCollection services)
    {
        services.AddFormatReaders();
        services.PostConfigure<ReadingOptions>(options => options.FitTo(Instance.Current()));
        services.AddSingleton<ReaderSlots>();
        services.AddSingleton<TemporarySpace>();
        services.AddSingleton(provider => new DocumentReaders(provider.GetServices<IDocumentReader>().Select(reader =>
        {
            var options = provider.GetRequiredService<IOptions<ReadingOptions>>();
            return new LimitedReader(
                reader.IsolatedFromBytes is null ? reader : new IsolatedReader(reader, options, provider.GetRequiredService<ReaderSlots>()), options);
        })));
        return services;
    }

    /// <summary>
    /// A line a format. App and reader process register the same; each reader says itself what it reads, of which revision it is, and
    /// whether it needs a process of its own.
    /// </summary>
    internal static IServiceCollection AddFormatReaders(this IServiceCollection services) => services
        .AddSingleton<IDocumentReader, PlainTextReader>()
        .AddSingleton<IDocumentReader, DelimitedReader>()
        .AddSingleton<IDocumentReader, JsonReader>()
        .AddSingleton<IDocumentReader, MarkdownReader>()
        .AddSingleton<IDocumentReader, HtmlReader>()
        .AddSingleton<IDocumentReader, XhtmlReader>()
        .AddSingleton<IDocumentReader, PdfReader>()
        .AddSingleton<IDocumentReader, WordReader>()
        .AddSingleton<IDocumentReader, PresentationReader>()
        .AddSingleton<IDocumentReader, WorkbookReader>();
}
