using System.Text.Json;
using System.Text.Json.Serialization;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// A message that says that something happened to a document: an Event Grid event about its blob (Event Grid schema or CloudEvents 1.0), or
/// our own in the same form, which also says what became of it so far. What happened is not looked at, since by now something else may have.
/// </summary>
/// <param name="FailingSince">When the document failed first; null if it has not.</param>
/// <param name="Tries">How often it failed since, for whatever reason: each makes the next try later.</param>
/// <param name="Attempts">Those of them that count: a service that is down or asks for fewer calls is waited for.</param>
/// <param name="Anew">The document is to be indexed as it would be now, even if it is in order as it was indexed once.</param>
internal sealed record DocumentChange(
    DocumentId Document, DateTimeOffset? FailingSince = null, int Tries = 0, int Attempts = 0, bool Anew = false)
{
    private const string SubjectPrefix = $"/blobServices/default/containers/{DocumentStore.ContainerName}/blobs/";

    /// <summary>In the form that <see cref="Parse"/> reads.</summary>
    public string ToMessage() => JsonSerializer.Serialize(
        new Message(SubjectPrefix + Document.Name, FailingSince, Tries, Attempts, Anew), DocumentChangeJson.Default.Message);

    /// <exception cref="FormatException">The message is not about a document.</exception>
    public static DocumentChange Parse(string message)
    {
        try
        {
            // Both of Event Grid's schemas name the blob so, in "subject".
            if (JsonSerializer.Deserialize(message, DocumentChangeJson.Default.Message) is { Subject: { } subject } change
                && subject.StartsWith(SubjectPrefix, StringComparison.Ordinal)
                && subject.Length > SubjectPrefix.Length)
                return new DocumentChange(
                    new DocumentId(subject[SubjectPrefix.Length..]), change.FailingSince, change.Tries, change.Attempts, change.Anew);
        }
        catch (JsonException exception)
        {
            throw new FormatException("The queue message is not JSON of an Event Grid event.", exception);
        }

        throw new FormatException($"The queue message has no subject that starts with '{SubjectPrefix}'.");
    }

    internal sealed record Message(string? Subject, DateTimeOffset? FailingSince, int Tries, int Attempts, bool Anew);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DocumentChange.Message))]
internal sealed partial class DocumentChangeJson : JsonSerializerContext;
