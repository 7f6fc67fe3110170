using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Storage.Queues;
using RerankFunctions.Local.Hosting.Queues;

namespace RerankFunctions.Local.Hosting.Blobs;

/// <summary>
/// Sends what Event Grid sends to a storage queue when a blob is deleted: its own schema, base64
/// (https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage).
/// </summary>
internal sealed class BlobDeletedEvents(QueueClient queue, string account, TimeProvider time)
{
    public async Task SendAsync(Uri blob, string container, string blobName, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var deleted = new EventGridEvent(
            Guid.NewGuid().ToString(),
            $"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/Microsoft.Storage/storageAccounts/{account}",
            $"/blobServices/default/containers/{container}/blobs/{blobName}",
            "Microsoft.Storage.BlobDeleted",
            now,
            new BlobDeletedData("DeleteBlob", Guid.NewGuid().ToString(), "BlockBlob", blob.AbsoluteUri, $"{now.UtcTicks:X32}"),
            DataVersion: "",
            MetadataVersion: "1");
        await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await queue.SendMessageAsync(
            QueueText.Encode(JsonSerializer.Serialize(deleted, EventGridJson.Default.EventGridEvent), QueueMessageEncoding.Base64),
            cancellationToken);
    }
}

internal sealed record EventGridEvent(
    string Id,
    string Topic,
    string Subject,
    string EventType,
    DateTimeOffset EventTime,
    BlobDeletedData Data,
    string DataVersion,
    string MetadataVersion);

/// <param name="Sequencer">Later events of one blob compare greater.</param>
internal sealed record BlobDeletedData(string Api, string RequestId, string BlobType, string Url, string Sequencer);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventGridEvent))]
internal sealed partial class EventGridJson : JsonSerializerContext;
