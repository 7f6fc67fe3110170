namespace RerankFunctions.Local.Azurite;

public sealed record AzuriteOptions
{
    /// <summary>Azurite's own defaults, which <c>UseDevelopmentStorage=true</c> stands for.</summary>
    public const int DefaultBlobPort = 10000;

    /// <inheritdoc cref="DefaultBlobPort"/>
    public const int DefaultQueuePort = 10001;

    /// <summary>On the loopback interface; 0 takes a free one.</summary>
    public int BlobPort { get; init; } = DefaultBlobPort;

    /// <inheritdoc cref="BlobPort"/>
    public int QueuePort { get; init; } = DefaultQueuePort;

    /// <summary>Where the data is kept; null keeps it in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Each is a world of its own, so tests that share one Azurite take one each.</summary>
    public IReadOnlyList<StorageAccount> Accounts { get; init; } = [StorageAccount.Development];
}
