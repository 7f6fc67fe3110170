using System.Text.RegularExpressions;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Extensions.Configuration;

namespace RerankFunctions.Host.Triggers;

/// <summary>What the storage triggers have still to do, by what the SDK's listeners keep in the account: receipts and queues.</summary>
internal sealed partial class TriggerBacklog(AppFunctions functions, IHostIdProvider hostId, IConfiguration configuration)
{
    private const string ReceiptsContainer = "azure-webjobs-hosts";

    /// <returns>Blobs not yet queued, and messages not yet done with, hidden ones included.</returns>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var id = await hostId.GetHostIdAsync(cancellationToken);
        var host = configuration["AzureWebJobsStorage"];
        var counts = functions.All.Select(function => function.TriggerType switch
        {
            "blobTrigger" when !function.IsEventTriggeredByBlobs => CountUnseenAsync(function, host, id, cancellationToken),
            "queueTrigger" => MessagesAsync(new QueueClient(ConnectionOf(function), Text(function, "queueName")), cancellationToken),
            _ => Task.FromResult(0),
        });
        var blobs = functions.All.Any(function => function.TriggerType == "blobTrigger")
            ? MessagesAsync(new QueueClient(host, $"azure-webjobs-blobtrigger-{id}"), cancellationToken)
            : Task.FromResult(0);
        return (await Task.WhenAll(counts.Append(blobs))).Sum();
    }

    /// <summary>
    /// Microsoft's scan of an emulated account takes what is later than the latest it has seen, by times of whole seconds: a blob that came
    /// in the same second as the last one seen is never delivered. Sets the metadata of such blobs to what it is, which makes them later.
    /// </summary>
    public async Task TouchMissedAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var id = await hostId.GetHostIdAsync(cancellationToken);
        foreach (var function in functions.All.Where(function => function is { TriggerType: "blobTrigger", IsEventTriggeredByBlobs: false }))
        {
            var container = new BlobContainerClient(ConnectionOf(function), Text(function, "path")!.Split('/', 2)[0]);
            foreach (var blob in await UnseenAsync(function, configuration["AzureWebJobsStorage"], id, cancellationToken))
            {
                if (blob.Properties.LastModified > DateTimeOffset.UtcNow - age)
                    continue;
                await container.GetBlobClient(blob.Name).SetMetadataAsync(
                    blob.Metadata, new BlobRequestConditions { IfMatch = blob.Properties.ETag }, cancellationToken);
            }
        }
    }

    private async Task<int> CountUnseenAsync(AppFunction function, string? host, string id, CancellationToken cancellationToken)
        => (await UnseenAsync(function, host, id, cancellationToken)).Count;

    private async Task<List<BlobItem>> UnseenAsync(AppFunction function, string? host, string id, CancellationToken cancellationToken)
    {
        var path = Text(function, "path")!.Split('/', 2);
        var names = new Regex(
            path.Length < 2 ? "" : $"^{Parameter().Replace(Regex.Escape(path[1]), ".+")}$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
        var prefix = $"blobreceipts/{id}/{FunctionTypes.TypeName}.{function.Name}/";
        var receipts = new HashSet<string>(
            (await ListAsync(new BlobContainerClient(host, ReceiptsContainer), prefix, cancellationToken))
                .Where(receipt => !receipt.Metadata.ContainsKey("Incomplete"))
                .Select(receipt => receipt.Name[prefix.Length..]),
            StringComparer.Ordinal);
        return [.. (await ListAsync(new BlobContainerClient(ConnectionOf(function), path[0]), null, cancellationToken))
            .Where(blob => names.IsMatch(blob.Name) && !receipts.Contains($"{blob.Properties.ETag?.ToString("H")}/{path[0]}/{blob.Name}"))];
    }

    private static async Task<List<BlobItem>> ListAsync(BlobContainerClient container, string? prefix, CancellationToken cancellationToken)
    {
        var blobs = new List<BlobItem>();
        try
        {
            var options = new GetBlobsOptions { Traits = BlobTraits.Metadata, Prefix = prefix };
            await foreach (var blob in container.GetBlobsAsync(options, cancellationToken))
                blobs.Add(blob);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // Nothing has made it yet.
        }

        return blobs;
    }

    private static async Task<int> MessagesAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return 0;
        }
    }

    /// <summary>A setting of the name, or of the name after AzureWebJobs, holds the connection string.</summary>
    private string? ConnectionOf(AppFunction function)
    {
        var name = Text(function, "connection") ?? "Storage";
        return configuration["AzureWebJobs" + name] ?? configuration[name];
    }

    private static string? Text(AppFunction function, string property) => (string?)function.Trigger[property];

    // Regex.Escape escapes the opening brace only.
    [GeneratedRegex(@"\\\{\w+\}")]
    private static partial Regex Parameter();
}
