using System.Text.Json;
using Azure.Storage.Queues;

namespace RerankFunctions.Host.Events;

/// <summary>Where events of one container's blobs go. Delivery fails by throwing, and is tried again.</summary>
public abstract class BlobEventSubscription
{
    private readonly string[] _eventTypes;

    private protected BlobEventSubscription(params string[] eventTypes) => _eventTypes = eventTypes;

    internal bool Takes(BlobEvent blobEvent) => _eventTypes.Contains(blobEvent.EventType);

    /// <summary>BlobCreated events go to a blob trigger's webhook.</summary>
    /// <param name="hosts">The hosts that share the work, as behind a load balancer: the next one is asked where one fails.</param>
    /// <param name="key">For <c>code=</c>; null where none is asked for.</param>
    public static BlobEventSubscription CreatedToWebHook(string function, string? key, params IReadOnlyList<Uri> hosts)
        => new WebHook($"Host.Functions.{function}{(key is null ? "" : $"&code={Uri.EscapeDataString(key)}")}", hosts);

    /// <summary>BlobDeleted events go to a queue, which is made if need be; in base64, as Event Grid sends them.</summary>
    public static BlobEventSubscription DeletedToQueue(string connectionString, string queue)
        => new Queue(connectionString, queue, BlobEvent.Deleted);

    /// <summary>BlobCreated and BlobDeleted events go to a queue.</summary>
    /// <inheritdoc cref="DeletedToQueue"/>
    public static BlobEventSubscription AllToQueue(string connectionString, string queue)
        => new Queue(connectionString, queue, BlobEvent.Created, BlobEvent.Deleted);

    /// <summary>Called once before the first delivery.</summary>
    internal abstract Task PrepareAsync(CancellationToken cancellationToken);

    internal abstract Task DeliverAsync(BlobEvent blobEvent, CancellationToken cancellationToken);

    private sealed class WebHook(string function, IReadOnlyList<Uri> hosts) : BlobEventSubscription(BlobEvent.Created)
    {
        private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

        private int _next;

        /// <summary>
        /// The handshake: the webhook says a code back
        /// (https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema).
        /// </summary>
        internal override async Task PrepareAsync(CancellationToken cancellationToken)
        {
            var code = Guid.NewGuid().ToString();
            object[] validation =
            [
                new
                {
                    id = Guid.NewGuid().ToString(),
                    topic = "",
                    subject = "",
                    data = new { validationCode = code },
                    eventType = "Microsoft.EventGrid.SubscriptionValidationEvent",
                    eventTime = DateTimeOffset.UtcNow,
                    metadataVersion = "1",
                    dataVersion = "1",
                },
            ];
            using var answer = await PostAsync("SubscriptionValidation", JsonSerializer.SerializeToUtf8Bytes(validation), cancellationToken);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            if (json.RootElement.GetProperty("validationResponse").GetString() != code)
                throw new HttpRequestException($"The webhook of '{function}' did not repeat the validation code.");
        }

        internal override async Task DeliverAsync(BlobEvent blobEvent, CancellationToken cancellationToken)
        {
            using var answer = await PostAsync(
                "Notification", JsonSerializer.SerializeToUtf8Bytes([blobEvent], BlobEventJson.Default.IReadOnlyListBlobEvent), cancellationToken);
        }

        private async Task<HttpResponseMessage> PostAsync(string type, byte[] json, CancellationToken cancellationToken)
        {
            for (var tries = 1; ; tries++)
            {
                var host = hosts[(Interlocked.Increment(ref _next) & int.MaxValue) % hosts.Count];
                using var request = new HttpRequestMessage(
                    HttpMethod.Post, new Uri(host, $"runtime/webhooks/blobs?functionName={function}"))
                {
                    Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } },
                };
                request.Headers.Add("aeg-event-type", type);
                try
                {
                    return (await Client.SendAsync(request, cancellationToken)).EnsureSuccessStatusCode();
                }
                catch (HttpRequestException) when (tries < hosts.Count)
                {
                    // The next one may be up.
                }
            }
        }
    }

    private sealed class Queue(string connectionString, string queue, params string[] eventTypes) : BlobEventSubscription(eventTypes)
    {
        private readonly QueueClient _queue =
            new(connectionString, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

        internal override Task PrepareAsync(CancellationToken cancellationToken)
            => _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

        internal override Task DeliverAsync(BlobEvent blobEvent, CancellationToken cancellationToken) => _queue.SendMessageAsync(
            JsonSerializer.Serialize(blobEvent, BlobEventJson.Default.BlobEvent), cancellationToken);
    }
}
