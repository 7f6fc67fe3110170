using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Emulators.Qdrant;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Qdrant;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Tests.Qdrant;

public sealed class ConnectionTests : IAsyncLifetime
{
    private EmulatedServices _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _services = await EmulatedServices.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task A_call_whose_deadline_has_passed_is_made_again()
    {
        using var app = _services.App();
        await app.StartAsync(Cancellation);
        _services.Qdrant.Faults.Fail("Count", StatusCode.DeadlineExceeded, count: 2);
        Assert.Equal(0, (await app.Services.GetRequiredService<IIndexCoverage>().MeasureAsync(Cancellation)).Passages);
        await app.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData(DependencyFailure.TimedOut)]
    [InlineData(DependencyFailure.Unavailable)]
    [InlineData(DependencyFailure.Throttled)]
    public void A_service_that_is_away_or_silent_is_waited_for(DependencyFailure failure)
        => Assert.True(new DependencyException("Qdrant", failure, "").IsWaitedFor);

    [Fact]
    public void A_dead_connection_is_noticed_by_pings_and_many_calls_open_another()
    {
        using var handler = QdrantConnection.Handler();
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), true),
            (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout, handler.EnableMultipleHttp2Connections));
    }

    [Fact]
    public async Task The_key_goes_with_each_call()
    {
        await using var guarded = await QdrantEmulator.StartAsync(new QdrantEmulatorOptions { ApiKey = "the key" }, Cancellation);
        using var app = _services.App(clock: null, ("Qdrant:Endpoint", guarded.Endpoint.ToString()), ("Qdrant:ApiKey", "the key"));
        await app.StartAsync(Cancellation);
        Assert.Equal(0, (await app.Services.GetRequiredService<IIndexCoverage>().MeasureAsync(Cancellation)).Passages);
        await app.StopAsync(Cancellation);
    }
}
