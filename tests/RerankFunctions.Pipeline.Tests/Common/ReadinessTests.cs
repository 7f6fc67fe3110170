using Microsoft.Extensions.Time.Testing;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Tests.Common;

public sealed class ReadinessTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_ask_within_half_a_minute_have_one_answer()
    {
        var probe = new Probe { Answer = new TaskCompletionSource<string?>() };
        var readiness = new Readiness([probe], _clock);
        Task<ReadinessReport>[] asked = [.. Enumerable.Range(0, 5).Select(_ => readiness.CheckAsync(Cancellation))];
        probe.Answer.SetResult(null);
        await Task.WhenAll(asked);
        _clock.Advance(TimeSpan.FromSeconds(29));
        await readiness.CheckAsync(Cancellation);
        Assert.Equal(1, probe.Asked);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await readiness.CheckAsync(Cancellation);
        Assert.Equal(2, probe.Asked);
    }

    [Theory]
    [InlineData(DependencyFailure.Refused, "refused")]
    [InlineData(DependencyFailure.TimedOut, "timed-out")]
    [InlineData(DependencyFailure.BadResponse, "bad-response")]
    public async Task One_that_fails_is_told_with_how_and_nothing_of_what_it_said(DependencyFailure failure, string state)
    {
        var failing = new Probe { Answer = new TaskCompletionSource<string?>() };
        failing.Answer.SetException(new DependencyException("It", failure, "a secret"));
        var well = new Probe { Answer = new TaskCompletionSource<string?>() };
        well.Answer.SetResult("a remark");

        var report = await new Readiness([failing, well], _clock).CheckAsync(Cancellation);

        Assert.False(report.Ready);
        Assert.Equal([state, "ok"], report.Dependencies.Select(dependency => dependency.State));
        Assert.DoesNotContain("secret", report.Dependencies[0].Message, StringComparison.Ordinal);
        Assert.Equal("a remark", report.Dependencies[1].Message);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_waited_for_no_longer_than_ten_seconds()
    {
        var asked = new Readiness([new Probe { Answer = new TaskCompletionSource<string?>() }], _clock).CheckAsync(Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("timed-out", (await asked).Dependencies.Single().State);
    }

    private sealed class Probe : IReadinessProbe
    {
        public required TaskCompletionSource<string?> Answer { get; init; }

        public int Asked { get; private set; }

        public string Dependency => "It";

        public string Part => "all of it";

        public Task<string?> AskAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return Answer.Task;
        }
    }
}
