using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Reading;

namespace RerankFunctions.Bench.Text;

/// <summary>The readers as the app has them, in processes of their own where those are.</summary>
internal static class OurReaders
{
    private static readonly ServiceProvider Services = Provider();

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
