using System.Text.Json;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>An Event Grid event (Event Grid schema or CloudEvents 1.0) that says that a blob of the container was deleted.</summary>
/// <param name="BlobName">The blob's name in the container, folders included.</param>
public sealed record BlobDeletedEvent(string BlobName)
{
    private const string SubjectPrefix = $"/blobServices/default/containers/{DocumentStore.ContainerName}/blobs/";

    /// <summary>Reads the event out of a queue message. Both schemas name the blob in <c>subject</c>.</summary>
    /// <exception cref="FormatException">The message is not such an event.</exception>
    public static BlobDeletedEvent Parse(string message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            if (json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("subject", out var subject)
                && subject.GetString() is { } text
                && text.StartsWith(SubjectPrefix, StringComparison.Ordinal)
                && text.Length > SubjectPrefix.Length)
                return new BlobDeletedEvent(text[SubjectPrefix.Length..]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("The queue message is not JSON of an Event Grid event.", exception);
        }

        throw new FormatException($"The queue message has no subject that starts with '{SubjectPrefix}'.");
    }
}
