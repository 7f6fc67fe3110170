using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>PATCH /api/metadata/{name}: changes some of a document's metadata (RFC 7396), for search at once.</summary>
public sealed class PatchMetadata(IDocumentMetadata documents)
{
    /// <summary>Bytes: what a blob's metadata may have, with room for JSON around it.</summary>
    private const int MaxBodyBytes = 2 * IDocumentMetadata.MaxBytes;

    [Function(nameof(PatchMetadata))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "metadata/{*name:minlength(1)}")] HttpRequest request, string name)
        => Problem.CatchAsync(async () =>
        {
            var changes = await ReadAsync(request);
            var changed = await documents.ChangeAsync(
                DocumentId.FromPath(name), changes, Preconditions.Of(request), request.HttpContext.RequestAborted);
            if (changed is null)
                return Problem.NoSuchDocument(name);
            request.HttpContext.Response.Headers.ETag = changed.ETag;
            return TypedResults.Json(
                changed, DocumentsJson.Readable.ChangedMetadata,
                statusCode: changed.Applied ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
        });

    private static async Task<IReadOnlyDictionary<string, string?>> ReadAsync(HttpRequest request)
    {
        await using var body = RequestBody.Open(request, MaxBodyBytes, () => new RequestRefusedException(
            StatusCodes.Status413PayloadTooLarge, $"A document takes {IDocumentMetadata.MaxBytes:N0} bytes of metadata."));
        try
        {
            var given = await JsonSerializer.DeserializeAsync(
                body, DocumentsJson.Readable.IReadOnlyDictionaryStringJsonElement, request.HttpContext.RequestAborted);
            if (given is not { Count: > 0 })
                throw new InvalidRequestException("body", "Send a JSON object of metadata, such as {\"lang\": \"en\", \"draft\": null}.");
            return given.ToDictionary(pair => pair.Key, pair => TextOf(pair.Key, pair.Value));
        }
        catch (InvalidOperationException halfLetter)
        {
            throw new InvalidRequestException("body", $"The body holds text that is in no encoding ({halfLetter.Message})");
        }
        catch (JsonException malformed)
        {
            throw new InvalidRequestException(
                "body", $"The body is not a JSON object (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}).");
        }
    }

    private static string? TextOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new InvalidRequestException(name, "Give a text, a number, true or false, or null to remove it."),
    };
}
