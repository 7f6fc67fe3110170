using Microsoft.Azure.Functions.Worker;

namespace RerankFunctions.Documents;

/// <summary>A Release build runs on Flex Consumption, where blob triggers take their events from Event Grid and nowhere else.</summary>
internal static class BlobEvents
{
    public const BlobTriggerSource Source = BlobTriggerSource.EventGrid;
}
