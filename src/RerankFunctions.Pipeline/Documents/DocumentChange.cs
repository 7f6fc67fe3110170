using System.Text.Json;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// A message that says that something happened to a document: an Event Grid event about its blob (Event Grid schema or CloudEvents 1.0), or
/// our own in the same form. What happened is not looked at, since by now something else may have.
/// </summary>
public sealed record DocumentChange(DocumentId Document)
{
    private const string SubjectPrefix = $"/blobServices/default/containers/{DocumentStore.ContainerName}/blobs/";

    /// <summary>Both schemas name the blob so, in <c>subject</c>.</summary>
    internal static string SubjectOf(DocumentId document) => SubjectPrefix + document.Name;

    /// <exception cref="FormatException">The message is not about a document.</exception>
    public static DocumentChange Parse(string message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            if (json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("subject", out var subject)
                && subject.GetString() is { } text
                && text.StartsWith(SubjectPrefix, StringComparison.Ordinal)
                && text.Length > SubjectPrefix.Length)
                return new DocumentChange(new DocumentId(text[SubjectPrefix.Length..]));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("The queue message is not JSON of an Event Grid event.", exception);
        }

        throw new FormatException($"The queue message has no subject that starts with '{SubjectPrefix}'.");
    }
}
