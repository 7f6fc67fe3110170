using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>The answers that are the same for every operation: errors, and what the emulator's own endpoints say.</summary>
internal static class CohereAnswer
{
    /// <summary>Names the model that really ran, whatever model was asked for.</summary>
    public const string ModelHeader = "x-emulator-model";

    public const string JsonType = "application/json";

    public static string NewId() => Guid.NewGuid().ToString();

    public static Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new CohereErrorBody(NewId(), message), CohereErrorJson.Default.CohereErrorBody);
    }

    public static Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return WriteAsync(context, bytes);
    }

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = JsonType;
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}

/// <summary>Every error of the service: {"id", "message"}.</summary>
internal sealed record CohereErrorBody(string Id, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CohereErrorBody))]
internal sealed partial class CohereErrorJson : JsonSerializerContext;
