using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RerankFunctions.Pipeline.Ingestion;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DocumentPage))]
[JsonSerializable(typeof(DocumentStatus))]
[JsonSerializable(typeof(ReconciledPage))]
[JsonSerializable(typeof(ChangedMetadata))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
public sealed partial class DocumentsJson : JsonSerializerContext
{
    /// <summary>Writes letters beyond ASCII as they are: names have them.</summary>
    public static DocumentsJson Readable => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
