using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Hosting;

namespace RerankFunctions.Pipeline.Tests;

/// <summary>Both emulators, and apps that use them; none has a storage account to talk to.</summary>
internal sealed class EmulatedServices : IAsyncDisposable
{
    private EmulatedServices(CohereEmulator cohere, QdrantEmulator qdrant) => (Cohere, Qdrant) = (cohere, qdrant);

    public CohereEmulator Cohere { get; }

    public QdrantEmulator Qdrant { get; }

    public static async Task<EmulatedServices> StartAsync(CancellationToken cancellationToken) => new(
        await CohereEmulator.StartAsync(new CohereEmulatorOptions(), cancellationToken),
        await QdrantEmulator.StartAsync(new QdrantEmulatorOptions(), cancellationToken));

    /// <param name="clock">Null for the system's.</param>
    /// <param name="settings">Over the usual ones.</param>
    public IHost App(TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DocumentsStorage"] = "UseDevelopmentStorage=true",
            ["Cohere:Endpoint"] = Cohere.Endpoint.ToString(),
            ["Cohere:ApiKey"] = "any",
            ["Qdrant:Endpoint"] = Qdrant.Endpoint.ToString(),
        });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.AddRerankFunctions();
        builder.Services.AddSingleton<ISharedMinute>(new PartsInMemory());
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await Cohere.DisposeAsync();
        await Qdrant.DisposeAsync();
    }
}
