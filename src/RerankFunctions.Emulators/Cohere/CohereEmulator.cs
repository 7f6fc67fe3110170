using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>
/// Stands in for Cohere's API on the loopback address: POST /v2/embed and /v2/rerank, GET /v1/models/{model}, with the service's checks, errors and
/// answers, over small models that run here. For development and tests; its ranking is not Cohere's.
/// </summary>
public sealed class CohereEmulator : IAsyncDisposable
{
    /// <summary>The name of the lexical embedding model.</summary>
    public const string EmbedModel = "emulator/lexical-embed";

    /// <summary>The name of the lexical rerank model.</summary>
    public const string RerankModel = "emulator/lexical-rerank";

    private const long MaxRequestBytes = 64 * 1024 * 1024;

    private readonly WebApplication _app;

    private CohereEmulator(WebApplication app, CohereFaults faults, CohereCalls calls)
    {
        _app = app;
        Faults = faults;
        Calls = calls;
        Endpoint = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Where it listens: what the setting Cohere__Endpoint takes.</summary>
    public Uri Endpoint { get; }

    /// <summary>Makes it fail on request.</summary>
    public CohereFaults Faults { get; }

    /// <summary>What was asked of it.</summary>
    public CohereCalls Calls { get; }

    /// <summary>Starts an emulator.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<CohereEmulator> StartAsync(CohereEmulatorOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });

        var app = builder.Build();
        var (faults, calls) = (new CohereFaults(), new CohereCalls());
        var endpoint = new CohereEndpoint(options, faults, calls, app.Lifetime.ApplicationStopping);
        app.UseRouting();
        app.MapPost("/v2/embed", endpoint.EmbedAsync);
        app.MapPost("/v2/rerank", endpoint.RerankAsync);
        app.MapGet("/v1/models/{**model}", endpoint.ModelAsync);
        app.MapEmulatorEndpoints(faults, calls);
        app.MapFallback(context => CohereAnswer.WriteErrorAsync(context, StatusCodes.Status404NotFound, "404 page not found"));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new CohereEmulator(app, faults, calls);
    }

    /// <summary>Ends calls that hang and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
