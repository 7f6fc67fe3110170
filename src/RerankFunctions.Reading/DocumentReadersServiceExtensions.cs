using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Isolation;

namespace RerankFunctions.Reading;

public static class DocumentReadersServiceExtensions
{
    /// <summary>Adds <see cref="DocumentReaders"/> with a reader for every format that is taken; the caller configures <see cref="ReadingOptions"/>.</summary>
    public static IServiceCollection AddDocumentReaders(this IServiceCollection services)
    {
        services.AddSingleton<ReaderSlots>();
        services.AddSingleton(provider => new DocumentReaders(FormatReaders.Isolated(
            provider.GetRequiredService<IOptions<ReadingOptions>>(), provider.GetRequiredService<ReaderSlots>())));
        return services;
    }
}
