using System.Globalization;
using Microsoft.Coyote;
using Microsoft.Coyote.Specifications;
using Microsoft.Coyote.SystematicTesting;

namespace RerankFunctions.Schedules.Tests;

/// <summary>
/// However runs of one document overlap, the index ends as the container is, and nothing is hidden meanwhile. SCHEDULES in the environment says
/// how many schedules to try; every test prints its seed, which SEED in the environment repeats.
/// </summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const uint InCi = 500;

    /// <summary>What is wrong shows within 163 schedules, of a dozen tries at it with other seeds; the search ends there.</summary>
    private const uint Enough = 5_000;

    [Fact]
    public void Every_schedule_ends_as_the_container_is_and_hides_nothing()
        => Assert.Null(Explore(without: null, Number("SCHEDULES") ?? InCi));

    [Theory]
    [InlineData(Safeguard.SecondLookAtTheBlob)]
    [InlineData(Safeguard.CheckBeforeUpserting)]
    [InlineData(Safeguard.CountAfterMarking)]
    public void A_run_without_one_of_its_safeguards_is_found_out(Safeguard safeguard)
        => Assert.NotNull(Explore(safeguard, Enough));

    /// <summary>
    /// Half of the schedules at random, where runs take turns often, and half by priorities that seldom change, where one waits long.
    /// </summary>
    /// <returns>What went wrong first, or null.</returns>
    private string? Explore(Safeguard? without, uint schedules)
    {
        var seed = Number("SEED") ?? (uint)Random.Shared.Next();
        var settings = Configuration.Create().WithTestingIterations(schedules / 2).WithRandomGeneratorSeed(seed)
            .WithMaxSchedulingSteps(20_000).WithTelemetryEnabled(false);
        return Explore(without, settings.WithRandomStrategy())
            ?? Explore(without, settings.WithPrioritizationStrategy(isFair: true, priorityChangeBound: 4));
    }

    private string? Explore(Safeguard? without, Configuration settings)
    {
        using var engine = TestingEngine.Create(settings, async () =>
        {
            var wrong = await new DocumentStory(without).PlayAsync();
            Specification.Assert(wrong.Count == 0, string.Join("; ", wrong));
        });
        engine.Run();
        var report = engine.TestReport;
        var found = report.BugReports.FirstOrDefault();
        output.WriteLine(
            $"Seed {settings.RandomGeneratorSeed}: {report.NumOfExploredFairPaths + report.NumOfExploredUnfairPaths} schedules of at most "
            + $"{report.MaxExploredFairSteps} steps; {found ?? "nothing wrong"}");
        Assert.Empty(report.InternalErrors);
        Assert.Empty(report.UncontrolledInvocations);
        return found;
    }

    private static uint? Number(string variable)
        => uint.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
