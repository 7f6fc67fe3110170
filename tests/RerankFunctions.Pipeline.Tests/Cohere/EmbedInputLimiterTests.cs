using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Embedding;

namespace RerankFunctions.Pipeline.Tests.Cohere;

public class EmbedInputLimiterTests
{
    [Fact]
    public async Task Inputs_within_a_minute_s_limit_go_at_once_and_the_next_wait()
    {
        using var limiter = LimiterOf(200, TimeProvider.System);
        using var givingUp = new CancellationTokenSource();

        Assert.True(limiter.WaitAsync(96, givingUp.Token).IsCompletedSuccessfully);
        Assert.True(limiter.WaitAsync(96, givingUp.Token).IsCompletedSuccessfully);
        var third = limiter.WaitAsync(96, givingUp.Token);
        Assert.False(third.IsCompleted);

        await givingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 5)]
    [InlineData(2, 2)]
    public void Each_429_halves_how_many_go_at_once(int refusals, int calls)
    {
        var clock = new FakeTimeProvider();
        using var limiter = LimiterOf(1000, clock);
        for (var refusal = 0; refusal < refusals; refusal++)
        {
            // Those of calls that were under way together count once.
            limiter.Refused();
            limiter.Refused();
            clock.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(calls, AtOnce(limiter));
    }

    [Fact]
    public void A_minute_without_a_429_doubles_how_many_go_at_once_up_to_the_setting()
    {
        var clock = new FakeTimeProvider();
        using var limiter = LimiterOf(1000, clock);
        limiter.Refused();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, AtOnce(limiter));
    }

    [Fact]
    public async Task A_429_that_is_tried_again_slows_ingestion_down_too()
    {
        await using var services = await EmulatedServices.StartAsync(TestContext.Current.CancellationToken);
        using var app = services.App(clock: null, ("Cohere:EmbedInputsPerMinute", "200"));
        services.Cohere.Faults.Fail("embed", 429, count: 1);
        var embedder = app.Services.GetRequiredService<IEmbedder>();
        Assert.Single((await embedder.EmbedDocumentsAsync(["one"], TestContext.Current.CancellationToken)).Vectors);

        // The rest of the minute has room for 199 texts, or for half as many.
        Assert.False(app.Services.GetRequiredService<EmbedInputLimiter>().WaitAsync(100, TestContext.Current.CancellationToken).IsCompleted);
    }

    private static EmbedInputLimiter LimiterOf(int inputs, TimeProvider clock)
        => new(Options.Create(new CohereOptions { EmbedInputsPerMinute = inputs }), clock);

    /// <summary>How many calls of a hundred texts need not wait.</summary>
    private static int AtOnce(EmbedInputLimiter limiter)
    {
        var calls = 0;
        while (limiter.WaitAsync(100, CancellationToken.None).IsCompletedSuccessfully)
            calls++;
        return calls;
    }
}
