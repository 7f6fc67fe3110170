using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>At night, compares all of the container with all of the index, and queues what no event told of.</summary>
public sealed class RepairIndex(IReconciliation reconciliation)
{
    [Function(nameof(RepairIndex))]
    public Task RunAsync([TimerTrigger($"%{IReconciliation.ScheduleSetting}%")] TimerInfo timer, CancellationToken cancellationToken)
        => reconciliation.RepairAsync(cancellationToken);
}
