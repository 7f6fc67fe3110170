using Microsoft.Extensions.Time.Testing;
using RerankFunctions.Health;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Tests.Health;

public sealed class RefusedRepairTests
{
    [Fact]
    public async Task However_often_health_is_asked_the_account_is_asked_every_few_seconds()
    {
        var (clock, repairs) = (new FakeTimeProvider(), new Repairs());
        var repair = new RefusedRepair(repairs, clock);
        for (var asked = 0; asked < 100; asked++)
            Assert.False(await repair.IsThereAsync());
        Assert.Equal(1, repairs.Asked);

        repairs.Refused = () => "too many";
        Assert.False(await repair.IsThereAsync());
        clock.Advance(RefusedRepair.Age);
        Assert.True(await repair.IsThereAsync());
        Assert.Equal(2, repairs.Asked);

        repairs.Refused = () => throw new DependencyException("Blob Storage", DependencyFailure.Unavailable, "It is gone.");
        clock.Advance(RefusedRepair.Age);
        Assert.False(await repair.IsThereAsync());
    }

    private sealed class Repairs : IReconciliation
    {
        public Func<string?> Refused { get; set; } = () => null;

        public int Asked { get; private set; }

        public async Task<string?> RefusedAsync(CancellationToken cancellationToken)
        {
            Asked++;
            await Task.Yield();
            return Refused();
        }

        public Task<ReconciledPage> RunAsync(ReconciliationRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RepairAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
