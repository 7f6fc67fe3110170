using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Local.Hosting;
using RerankFunctions.Local.Hosting.Blobs;

namespace RerankFunctions.Local.Tests.Hosting;

/// <summary>What the functions of a test did, in order; and what they are to do.</summary>
public sealed class Diary
{
    public ConcurrentQueue<string> Entries { get; } = new();

    public Func<string, CancellationToken, Task> OnEntry { get; set; } = (_, _) => Task.CompletedTask;

    public Task WriteAsync(string entry, CancellationToken cancellationToken)
    {
        Entries.Enqueue(entry);
        return OnEntry(entry, cancellationToken);
    }
}

/// <summary>A storage account of its own, and hosts that run some functions on it. Nothing is looked at unless a test asks.</summary>
internal sealed class TestApp(string connectionString, params Type[] functions)
{
    public Diary Diary { get; } = new();

    public ConcurrentQueue<FunctionRun> Runs { get; } = new();

    public BlobContainerClient Documents { get; } = new(connectionString, "documents");

    public BlobContainerClient HostBlobs { get; } = new(connectionString, BlobReceipts.ContainerName);

    public QueueClient Queue(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(connectionString, name, new QueueClientOptions { MessageEncoding = encoding });

    public Task<FunctionHost> StartAsync(Func<FunctionHostOptions, FunctionHostOptions>? change = null) =>
        FunctionHost.StartAsync((change ?? (same => same))(Options()), TestContext.Current.CancellationToken);

    public async Task UploadAsync(string name, string content)
    {
        await Documents.CreateIfNotExistsAsync();
        await Documents.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
    }

    private FunctionHostOptions Options() => new()
    {
        Types = functions,
        Register = builder => builder.Services.AddSingleton(Diary),
        Settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connectionString,
            ["DocumentsStorage"] = connectionString,
        },
        ScanInterval = TimeSpan.FromHours(1),
        RetryDelay = TimeSpan.Zero,
        BlobDeletedSubscriptions = [new BlobDeletedSubscription("DocumentsStorage", "documents", "document-deletions")],
        OnRun = Runs.Enqueue,
        LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
    };
}
