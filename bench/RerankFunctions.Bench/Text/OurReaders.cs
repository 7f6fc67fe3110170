using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Reading;

namespace RerankFunctions.Bench.Text;

/// <summary>The readers as the app has them, in processes of their own where those are.</summary>
internal static class OurReaders
{
    private static readonly ServiceProvider Services = Provider();

    /// <summary>The reader of a file ending, as it is in that process.</summary>
    public static IDocumentReader InThisProcess(string extension)
        => Services.GetServices<IDocumentReader>().First(reader => reader.Extensions.Contains(extension.ToLowerInvariant()));

    public static IDocumentReader For(string path) => Services.GetRequiredService<DocumentReaders>().For(path, "");

    private static ServiceProvider Provider()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddOptions<ReadingOptions>().BindConfiguration(ReadingOptions.Section);
        services.AddDocumentReaders();
        return services.BuildServiceProvider();
    }
}
