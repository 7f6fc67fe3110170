using RerankFunctions.Emulators.Faults;

namespace RerankFunctions.Emulators.Tests.Faults;

public sealed class FaultScriptTests
{
    private readonly FaultScript _script = new(new FaultRules(["read", "write"]));

    [Fact]
    public void A_fault_with_a_count_hits_that_many_calls_of_its_operation()
    {
        _script.Add(new Fault(FaultKind.Drop, Operation: "read", Count: 2));

        Assert.Null(_script.Take("write"));
        Assert.NotNull(_script.Take("read"));
        Assert.Equal(1, Assert.Single(_script.Waiting).Count);
        Assert.NotNull(_script.Take("read"));
        Assert.Null(_script.Take("read"));
        Assert.Empty(_script.Waiting);
    }

    [Fact]
    public void A_fault_without_a_count_hits_until_it_is_cleared()
    {
        _script.Add(new Fault(FaultKind.Hang));

        Assert.All(Enumerable.Range(0, 20), _ => Assert.NotNull(_script.Take("read")), throwIfEmpty: true);
        _script.Clear();
        Assert.Null(_script.Take("read"));
    }

    [Fact]
    public void A_fault_for_calls_that_contain_something_hits_no_others()
    {
        var script = new FaultScript(new FaultRules(["read"]) { Bodies = true });
        script.Add(new Fault(FaultKind.Drop, Containing: "ß"));

        Assert.Null(script.Take("read", "s"u8));
        Assert.Null(script.Take("read"));
        Assert.NotNull(script.Take("read", "Maß"u8));
        Assert.Throws<ArgumentException>(() => _script.Add(new Fault(FaultKind.Drop, Containing: "ß")));
    }

    [Fact]
    public void Faults_are_served_in_the_order_they_were_set()
    {
        _script.Add(new Fault(FaultKind.Status, Status: 500, Count: 1));
        _script.Add(new Fault(FaultKind.Status, Status: 429, Count: 1));

        Assert.Equal([500, 429, null], Enumerable.Range(0, 3).Select(_ => _script.Take("read")?.Status));
    }

    [Fact]
    public void A_probability_hits_its_share_and_the_same_seed_hits_the_same_calls()
    {
        var first = Hits(seed: 7);

        Assert.InRange(first.Count(hit => hit), 200, 400);
        Assert.Equal(first, Hits(seed: 7));
        Assert.NotEqual(first, Hits(seed: 8));
    }

    [Fact]
    public void Replacing_by_a_list_with_a_bad_fault_changes_nothing_and_names_the_field()
    {
        _script.Add(new Fault(FaultKind.Drop));

        var refused = Assert.Throws<ArgumentException>(() => _script.Replace([new(FaultKind.Hang), new(FaultKind.Drop, Count: 0)]));

        Assert.StartsWith("faults[1].", refused.Message);
        Assert.Equal(FaultKind.Drop, Assert.Single(_script.Waiting).Kind);
    }

    public static TheoryData<string, Fault> Nonsense => new()
    {
        { "operation", new Fault(FaultKind.Drop, Operation: "reed") },
        { "status", new Fault(FaultKind.Status) },
        { "status", new Fault(FaultKind.Status, Status: 200) },
        { "status", new Fault(FaultKind.Drop, Status: 500) },
        { "retryAfterSeconds", new Fault(FaultKind.Drop, RetryAfterSeconds: 1) },
        { "retryAfterSeconds", new Fault(FaultKind.Status, Status: 429, RetryAfterSeconds: -1) },
        { "latencyMs", new Fault(FaultKind.Latency) },
        { "latencyMs", new Fault(FaultKind.Drop, LatencyMs: -1) },
        { "count", new Fault(FaultKind.Drop, Count: 0) },
        { "afterEffect", new Fault(FaultKind.Drop, AfterEffect: true) },
        { "probability", new Fault(FaultKind.Drop, Probability: 0) },
        { "probability", new Fault(FaultKind.Drop, Probability: double.NaN) },
    };

    [Theory]
    [MemberData(nameof(Nonsense), DisableDiscoveryEnumeration = true)]
    public void A_fault_that_makes_no_sense_is_refused_naming_its_field(string field, Fault fault)
        => Assert.StartsWith(field + ":", Assert.Throws<ArgumentException>(() => _script.Add(fault)).Message);

    private static List<bool> Hits(int seed)
    {
        var script = new FaultScript(new FaultRules(["read"]));
        script.Add(new Fault(FaultKind.Drop, Probability: 0.3, Seed: seed));
        return [.. Enumerable.Range(0, 1000).Select(_ => script.Take("read") is not null)];
    }
}
