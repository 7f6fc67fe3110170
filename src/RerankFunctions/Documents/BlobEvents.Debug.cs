using Microsoft.Azure.Functions.Worker;

namespace RerankFunctions.Documents;

/// <summary>A Debug build runs on Azurite, which sends no events: the host polls the container instead.</summary>
internal static class BlobEvents
{
    public const BlobTriggerSource Source = BlobTriggerSource.LogsAndContainerScan;
}
