using System.Text.Json;
using Azure.Storage.Queues;

namespace RerankFunctions.Local.Hosting;

/// <summary>
/// The settings of host.json that the runner follows, with the host's defaults
/// (https://learn.microsoft.com/azure/azure-functions/functions-host-json).
/// </summary>
public sealed record HostJson
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>extensions.http.routePrefix</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>extensions.blobs.maxDegreeOfParallelism</summary>
    public int BlobParallelism { get; init; } = 8 * Environment.ProcessorCount;

    /// <summary>extensions.blobs.poisonBlobThreshold: attempts before a blob goes to the poison queue.</summary>
    public int BlobAttempts { get; init; } = 5;

    /// <summary>extensions.queues.batchSize: messages worked on at once.</summary>
    public int QueueParallelism { get; init; } = 16;

    /// <summary>extensions.queues.maxDequeueCount: attempts before a message goes to the poison queue.</summary>
    public int QueueAttempts { get; init; } = 5;

    /// <summary>extensions.queues.messageEncoding</summary>
    public QueueMessageEncoding QueueEncoding { get; init; } = QueueMessageEncoding.Base64;

    /// <exception cref="StartupException">The file is missing, or not what the host could read.</exception>
    public static HostJson Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            var extensions = Member(json.RootElement, "extensions");
            var (http, blobs, queues) = (Member(extensions, "http"), Member(extensions, "blobs"), Member(extensions, "queues"));
            var defaults = new HostJson();
            return new HostJson
            {
                RoutePrefix = Member(http, "routePrefix")?.GetString()?.Trim('/') ?? defaults.RoutePrefix,
                BlobParallelism = Member(blobs, "maxDegreeOfParallelism")?.GetInt32() ?? defaults.BlobParallelism,
                BlobAttempts = Member(blobs, "poisonBlobThreshold")?.GetInt32() ?? defaults.BlobAttempts,
                QueueParallelism = Member(queues, "batchSize")?.GetInt32() ?? defaults.QueueParallelism,
                QueueAttempts = Member(queues, "maxDequeueCount")?.GetInt32() ?? defaults.QueueAttempts,
                QueueEncoding = Member(queues, "messageEncoding")?.GetString() is { } encoding
                    ? Enum.Parse<QueueMessageEncoding>(encoding, ignoreCase: true)
                    : defaults.QueueEncoding,
            };
        }
        catch (Exception unreadable) when (unreadable
            is IOException or JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new StartupException($"Correct {path}: {unreadable.Message}", unreadable);
        }
    }

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;
}
