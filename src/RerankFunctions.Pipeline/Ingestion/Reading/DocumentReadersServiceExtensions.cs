using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Ingestion.Reading.Isolation;

namespace RerankFunctions.Pipeline.Ingestion.Reading;

public static class DocumentReadersServiceExtensions
{
    /// <summary>Adds <see cref="DocumentReaders"/> with a reader for every format that is taken, and their validated options.</summary>
    public static IServiceCollection AddDocumentReaders(this IServiceCollection services)
    {
        services.AddOptions<ReadingOptions>().BindConfiguration(ReadingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReadingOptions>, ReadingOptionsValidator>();
        services.AddSingleton<ReaderSlots>();
        services.AddSingleton(provider => new DocumentReaders(FormatReaders.Isolated(
            provider.GetRequiredService<IOptions<ReadingOptions>>(), provider.GetRequiredService<ReaderSlots>())));
        return services;
    }
}
