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

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_dropped_connection_is_the_callers_to_open_again(bool afterEffect, int stored)
    {
        await using var session = await StartWithCollectionAsync();
        session.Emulator.Faults.Drop("Upsert", count: 1, afterEffect);

        var dropped = await Assert.ThrowsAsync<RpcException>(() => session.UpsertAsync(Point(1)));

        Assert.Equal(StatusCode.Unavailable, dropped.StatusCode);
        Assert.Equal(stored, (await session.ScrollAsync()).Count);
    }

    [Fact]
    public async Task A_call_that_is_never_answered_ends_with_the_callers_patience()
    {
        await using var session = await StartAsync(deadline: TimeSpan.FromMilliseconds(300));
        session.Emulator.Faults.Hang("List");

        var late = await Assert.ThrowsAsync<RpcException>(() => session.Client.ListCollectionsAsync(Cancelled));

        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
    }

    [Fact]
    public async Task A_server_with_too_much_to_do_says_when_to_come_again()
    {
        await using var session = await StartAsync();
        session.Emulator.Faults.Add(new Fault(FaultKind.Status, "List", (int)StatusCode.ResourceExhausted, RetryAfterSeconds: 3));

        var refusal = await Assert.ThrowsAsync<RpcException>(() => session.Client.ListCollectionsAsync(Cancelled));

        Assert.Equal("3", refusal.Trailers.GetValue("retry-after"));
    }

    [Fact]
    public async Task Faults_that_Qdrant_does_not_have_are_refused()
    {
        await using var session = await StartAsync();
        var faults = session.Emulator.Faults;

        Assert.StartsWith("operation:", Assert.Throws<ArgumentException>(() => faults.Hang("Upsret")).Message);
        Assert.StartsWith("kind:", Assert.Throws<ArgumentException>(() => faults.Add(new Fault(FaultKind.Malformed))).Message);
        Assert.StartsWith("status:", Assert.Throws<ArgumentException>(() => faults.Add(new Fault(FaultKind.Status, Status: 429))).Message);
        Assert.Empty(faults.Waiting);
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
