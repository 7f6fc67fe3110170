using System.Text.Json;
using System.Text.Json.Serialization;

namespace RerankFunctions.Local.Hosting.Blobs;

/// <summary>
/// The host's message for a new or changed blob, in its own queue and in <c>webjobs-blobtrigger-poison</c>; members and their
/// order as in Azure/azure-sdk-for-net, Microsoft.Azure.WebJobs.Extensions.Storage.Blobs, BlobTriggerMessage.
/// </summary>
/// <param name="BlobType">BlockBlob, AppendBlob or PageBlob.</param>
/// <param name="ETag">With its quotes.</param>
public sealed record BlobTriggerMessage(
    [property: JsonPropertyOrder(1)] string FunctionId,
    [property: JsonPropertyOrder(2)] string BlobType,
    [property: JsonPropertyOrder(3)] string ContainerName,
    [property: JsonPropertyOrder(4)] string BlobName,
    [property: JsonPropertyOrder(5)] string ETag)
{
    /// <summary>Where messages go whose function failed in every attempt, in the blob's account.</summary>
    public const string PoisonQueueName = "webjobs-blobtrigger-poison";

    [JsonPropertyOrder(0)]
    public string Type => "BlobTrigger";

    public string ToJson() => JsonSerializer.Serialize(this, BlobTriggerJson.Default.BlobTriggerMessage);

    /// <exception cref="FormatException">It is not such a message.</exception>
    public static BlobTriggerMessage Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BlobTriggerJson.Default.BlobTriggerMessage)
                ?? throw new FormatException("The message is null.");
        }
        catch (JsonException exception)
        {
            throw new FormatException("The message is not one of a blob trigger.", exception);
        }
    }
}

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BlobTriggerMessage))]
internal sealed partial class BlobTriggerJson : JsonSerializerContext;
