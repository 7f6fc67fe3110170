using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests;

/// <summary>What tests try in their own process is composed as the deployed app is.</summary>
public sealed class CompositionTests(SharedAzurite azurite)
{
    [Fact]
    public async Task Tests_compose_the_app_with_its_telemetry_its_body_limits_and_their_settings()
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount(), new Dictionary<string, string?>
        {
            // Nobody is there.
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey={Guid.Empty};IngestionEndpoint=http://127.0.0.1:1/",
        });
        Assert.NotNull(app.Services.GetService<MeterProvider>());
        Assert.Null(app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize);
        Assert.NotNull(app.Synchronizer);
    }

    [Fact]
    public async Task Telemetry_that_would_go_nowhere_is_not_set_up()
    {
        await using var app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());
        Assert.Null(app.Services.GetService<MeterProvider>());
    }
}
