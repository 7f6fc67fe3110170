using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RerankFunctions.Pipeline.Cohere;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Embedding;

namespace RerankFunctions.Pipeline.Tests.Cohere;

public class EmbedInputLimiterTests
{
    /// <summary>By the machine's clock: a wait that would not end.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inputs_within_ingestion_s_share_of_a_minute_go_at_once_and_the_next_wait()
    {
        var limiter = LimiterOf(500, percent: 40);
        using var givingUp = new CancellationTokenSource();

        Assert.True(limiter.WaitAsync(96, givingUp.Token).IsCompletedSuccessfully);
        Assert.True(limiter.WaitAsync(96, givingUp.Token).IsCompletedSuccessfully);
        var third = limiter.WaitAsync(96, givingUp.Token);
        Assert.False(third.IsCompleted);

        await givingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Fact]
    public void All_instances_together_take_no_more_than_the_share()
    {
        var minute = new PartsInMemory(_clock);
        EmbedInputLimiter[] instances = [.. Enumerable.Range(0, 3).Select(_ => LimiterOf(2_000, percent: 40, minute))];

        var calls = 0;
        while (instances.Count(instance => instance.WaitAsync(96, Cancellation).IsCompletedSuccessfully) is var more and > 0)
            calls += more;

        Assert.Equal(800 / 96, calls);
    }

    [Fact]
    public async Task What_waits_longer_than_a_minute_while_others_take_the_whole_share_is_put_off()
    {
        var limiter = LimiterOf(200, percent: 100, new NothingLeft());
        var waiting = limiter.WaitAsync(96, Cancellation);

        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);
        await PassAsync(TimeSpan.FromSeconds(6));

        await Assert.ThrowsAsync<PutOffException>(() => waiting.WaitAsync(Hanging, Cancellation));
    }

    [Fact]
    public async Task What_waits_goes_on_when_a_part_comes_free()
    {
        var limiter = LimiterOf(200, percent: 100);
        Assert.Equal(2, AtOnce(limiter));
        var waiting = limiter.WaitAsync(96, Cancellation);

        await PassAsync(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(4));

        await waiting.WaitAsync(Hanging, Cancellation);
    }

    [Fact]
    public async Task A_small_document_s_call_goes_before_those_of_large_ones_that_wait_already()
    {
        var limiter = LimiterOf(100, percent: 100);
        Assert.Equal(1, AtOnce(limiter));
        var large = limiter.WaitAsync(96, Cancellation);
        var small = limiter.WaitAsync(5, Cancellation);

        await PassAsync(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1)); // large calls are put off a second later

        await small.WaitAsync(Hanging, Cancellation);
        Assert.False(large.IsCompleted);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    public void Each_429_halves_how_many_go_at_once(int refusals, int calls)
    {
        var limiter = LimiterOf(1000, percent: 100);
        for (var refusal = 0; refusal < refusals; refusal++)
        {
            // Those of calls that were under way together count once.
            limiter.Refused();
            limiter.Refused();
            _clock.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(calls, AtOnce(limiter));
    }

    [Fact]
    public void A_minute_without_a_429_doubles_how_many_go_at_once_up_to_the_setting()
    {
        var limiter = LimiterOf(1000, percent: 100);
        limiter.Refused();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, AtOnce(limiter));
    }

    [Fact]
    public async Task A_429_that_is_tried_again_slows_ingestion_down_too()
    {
        await using var services = await EmulatedServices.StartAsync(Cancellation);
        using var app = services.App(clock: null, ("Cohere:EmbedInputsPerMinute", "200"), ("Cohere:IngestionPercent", "100"));
        services.Cohere.Faults.Fail("embed", 429, count: 1);
        var embedder = app.Services.GetRequiredService<IEmbedder>();
        Assert.Single((await embedder.EmbedDocumentsAsync(["one"], Cancellation)).Vectors);

        // The rest of the minute has room for 199 texts, or for half as many.
        var limiter = app.Services.GetRequiredService<EmbedInputLimiter>();
        Assert.True(limiter.WaitAsync(96, Cancellation).IsCompletedSuccessfully);
        Assert.False(limiter.WaitAsync(96, Cancellation).IsCompleted);
    }

    private EmbedInputLimiter LimiterOf(int inputs, int percent, ISharedMinute? minute = null) => new(
        Options.Create(new CohereOptions { EmbedInputsPerMinute = inputs, IngestionPercent = percent }), minute ?? new PartsInMemory(_clock), _clock);

    /// <summary>How many calls of as many texts as one takes need not wait.</summary>
    private static int AtOnce(EmbedInputLimiter limiter)
    {
        var calls = 0;
        while (limiter.WaitAsync(96, CancellationToken.None).IsCompletedSuccessfully)
            calls++;
        return calls;
    }

    /// <summary>Second by second, with time for what each wakes.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private sealed class NothingLeft : ISharedMinute
    {
        public Task<bool> TakeAsync(int parts, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
