using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace RerankFunctions.Local.Hosting;

/// <summary>The storage accounts that triggers name by setting.</summary>
internal sealed class StorageConnections(IConfiguration configuration)
{
    /// <summary>The host's own account, and that of triggers that name none.</summary>
    public const string Host = "AzureWebJobsStorage";

    public BlobServiceClient Blobs(string? connection) => new(Required(connection));

    /// <summary>Message texts pass as they are; whoever sends or takes one knows how it is encoded.</summary>
    public QueueServiceClient Queues(string? connection) => new(Required(connection));

    private string Required(string? connection) => configuration[connection ?? Host] is { Length: > 0 } value
        ? value
        : throw new StartupException($"Set {connection ?? Host} to a storage account's connection string: a function's trigger needs it.");
}
