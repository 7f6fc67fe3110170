using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Storage.Blobs.Models;

namespace RerankFunctions.Host.Events;

/// <summary>
/// What Event Grid says of a blob, in its own schema (https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage). The
/// subject has the blob's name as it is; <c>data.url</c> has it percent-encoded; <c>data.eTag</c> has no quotes.
/// </summary>
internal sealed record BlobEvent(
    string Id,
    string Topic,
    string Subject,
    string EventType,
    DateTimeOffset EventTime,
    BlobEventData Data,
    string DataVersion,
    string MetadataVersion)
{
    public const string Created = "Microsoft.Storage.BlobCreated";
    public const string Deleted = "Microsoft.Storage.BlobDeleted";

    /// <param name="item">Null if the blob is gone.</param>
    public static BlobEvent ForBlob(string account, string container, string name, Uri blob, BlobItem? item, DateTimeOffset now) => new(
        Guid.NewGuid().ToString(),
        $"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/Microsoft.Storage/storageAccounts/{account}",
        $"/blobServices/default/containers/{container}/blobs/{name}",
        item is null ? Deleted : Created,
        now,
        new BlobEventData(
            item is null ? "DeleteBlob" : "PutBlob", Guid.NewGuid().ToString(), item?.Properties.ETag?.ToString(),
            item?.Properties.ContentType, item?.Properties.ContentLength, $"{item?.Properties.BlobType ?? BlobType.Block}Blob", blob.AbsoluteUri,
            $"{now.UtcTicks:X32}"),
        DataVersion: "",
        MetadataVersion: "1");
}

/// <param name="Sequencer">Later events of one blob compare greater.</param>
internal sealed record BlobEventData(
    string Api, string RequestId, string? ETag, string? ContentType, long? ContentLength, string BlobType, string Url, string Sequencer);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BlobEvent))]
[JsonSerializable(typeof(IReadOnlyList<BlobEvent>))]
[JsonSerializable(typeof(Dictionary<string, SeenBlob>))]
internal sealed partial class BlobEventJson : JsonSerializerContext;
