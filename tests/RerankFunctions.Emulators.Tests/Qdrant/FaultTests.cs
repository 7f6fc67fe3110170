using Grpc.Core;
using RerankFunctions.Emulators.Faults;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;

namespace RerankFunctions.Emulators.Tests.Qdrant;

public sealed class FaultTests
{
    [Fact]
    public async Task A_fault_hits_its_operation_as_often_as_it_was_told_to()
    {
        await using var session = await StartWithCollectionAsync();
        session.Emulator.Faults.Add(
            new Fault(FaultKind.Status, "Upsert", (int)StatusCode.ResourceExhausted, Message: "too much", Count: 2));

        await RefusedAsync(StatusCode.ResourceExhausted, "too much", () => session.UpsertAsync(Point(1)));
        Assert.Empty(await session.ScrollAsync());
        await RefusedAsync(StatusCode.ResourceExhausted, "too much", () => session.UpsertAsync(Point(1)));
        await session.UpsertAsync(Point(1));

        Assert.Equal([1ul], await session.ScrollAsync());
    }

    [Fact]
    public async Task A_fault_after_the_effect_loses_only_the_answer()
    {
        await using var session = await StartWithCollectionAsync();
        session.Emulator.Faults.Fail("Upsert", StatusCode.Unavailable, afterEffect: true);

        var lost = await Assert.ThrowsAsync<RpcException>(() => session.UpsertAsync(Point(1)));

        Assert.Equal(StatusCode.Unavailable, lost.StatusCode);
        Assert.Equal([1ul], await session.ScrollAsync());
    }

    [Fact]
    public async Task Latency_beyond_the_callers_deadline_ends_in_DeadlineExceeded()
    {
        await using var session = await StartAsync(deadline: TimeSpan.FromMilliseconds(300));
        session.Emulator.Faults.Delay("HealthCheck", TimeSpan.FromMinutes(1));

        var late = await Assert.ThrowsAsync<RpcException>(() => session.Client.HealthAsync(Cancelled));

        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
    }

    [Fact]
    public async Task A_share_of_calls_fails_the_same_ones_for_the_same_seed()
    {
        async Task<string> RunAsync(int seed)
        {
            await using var session = await StartAsync();
            session.Emulator.Faults.Add(
                new Fault(FaultKind.Status, "List", (int)StatusCode.Internal, Probability: 0.5, Seed: seed));
            var outcomes = "";
            for (var call = 0; call < 40; call++)
            {
                try
                {
                    await session.Client.ListCollectionsAsync(Cancelled);
                    outcomes += ".";
                }
                catch (RpcException)
                {
                    outcomes += "x";
                }
            }
            return outcomes;
        }

        var first = await RunAsync(seed: 1);

        Assert.Equal(first, await RunAsync(seed: 1));
        Assert.NotEqual(first, await RunAsync(seed: 2));
        Assert.InRange(first.Count(outcome => outcome == 'x'), 10, 30);
    }

    [Fact]
    public async Task Cleared_faults_are_gone()
    {
        await using var session = await StartAsync();
        session.Emulator.Faults.Fail("List", StatusCode.Internal);
        session.Emulator.Faults.Clear();

        Assert.Empty(await session.Client.ListCollectionsAsync(Cancelled));
    }

    [Fact]
    public async Task Calls_are_counted_by_operation_failed_ones_too()
    {
        await using var session = await StartAsync();
        await session.Client.ListCollectionsAsync(Cancelled);
        await session.Client.ListCollectionsAsync(Cancelled);
        await Assert.ThrowsAsync<RpcException>(() => session.ScrollAsync());

        Assert.Equal(2, session.Emulator.Calls["List"]);
        Assert.Equal(0, session.Emulator.Calls["Upsert"]);
        Assert.Equal(new Dictionary<string, int> { ["List"] = 2, ["Scroll"] = 1 }, session.Emulator.Calls.Counts);
        session.Emulator.Calls.Clear();
        Assert.Equal(0, session.Emulator.Calls.Total);
    }
}
