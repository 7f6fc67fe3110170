using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Tests.Cohere;

public sealed class CohereModelProbeTests : IAsyncLifetime
{
    private EmulatedServices _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _services = await EmulatedServices.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Models_that_Cohere_has_are_well_and_asking_costs_no_call_that_is_billed()
    {
        Assert.Null(await AskAsync("embed model embed-english-v3.0"));
        Assert.Null(await AskAsync("rerank model rerank-english-v3.0"));
        Assert.Equal((0, 0), (_services.Cohere.Calls.Embed.Calls, _services.Cohere.Calls.Rerank.Calls));
    }

    [Theory]
    [InlineData("rerank-english-v2.0")] // shut down
    [InlineData("embed-english-v3.0")] // of another kind
    public async Task A_model_that_cannot_rerank_is_refused(string model)
    {
        var refusal = await Assert.ThrowsAsync<DependencyException>(() => AskAsync($"rerank model {model}", ("Cohere:RerankModel", model)));
        Assert.Equal(DependencyFailure.Refused, refusal.Failure);
    }

    private async Task<string?> AskAsync(string part, params (string, string)[] settings)
    {
        using var app = _services.App(clock: null, settings);
        return await app.Services.GetServices<IReadinessProbe>().Single(probe => probe.Part == part).AskAsync(Cancellation);
    }
}
