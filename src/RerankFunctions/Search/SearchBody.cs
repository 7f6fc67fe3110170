using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Search;

/// <summary>Reads a search from the body of a POST.</summary>
internal static class SearchBody
{
    /// <exception cref="InvalidRequestException">It is not a search; the exception names the field.</exception>
    /// <exception cref="RequestRefusedException">It is too large, or by its own word is not JSON or packed otherwise than by gzip.</exception>
    public static async Task<SearchRequest> ReadAsync(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType is { } mediaType
            && !mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && !mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
            throw new RequestRefusedException(
                StatusCodes.Status415UnsupportedMediaType, $"Send the search as JSON with 'Content-Type: application/json', not '{mediaType}'.");

        await using var body = RequestBody.Open(request, SearchLimits.MaxBodyBytes, TooLarge);
        try
        {
            return await JsonSerializer.DeserializeAsync(body, SearchJson.Readable.SearchRequest, request.HttpContext.RequestAborted)
                ?? throw new InvalidRequestException("body", "Send a JSON object, such as {\"query\": \"…\"}.");
        }
        catch (JsonException malformed)
        {
            throw Explain(malformed);
        }
    }

    private static RequestRefusedException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge,
        $"The body has more than {SearchLimits.MaxBodyBytes / 1024} KB. Shorten 'query' to {SearchLimits.MaxQueryLength:N0} characters.",
        field: "query");

    /// <summary>The serializer tells the place as a path ($.topN); what it says of types is about ours, not the caller's.</summary>
    private static InvalidRequestException Explain(JsonException malformed)
    {
        var field = malformed.Path is { Length: > 2 } path ? path[2..] : "";
        return malformed switch
        {
            _ when field.Length == 0 || malformed.InnerException is JsonException => new InvalidRequestException(
                "body", $"The body is not a JSON object of a search (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1})."),
            _ when malformed.Message.Contains("could not be mapped", StringComparison.Ordinal) => new InvalidRequestException(
                field, "There is no such field."),
            _ when malformed.Message.Contains("Duplicate property", StringComparison.Ordinal) => new InvalidRequestException(
                field, "The field is given twice."),
            _ => new InvalidRequestException(field, "The value is of the wrong type."),
        };
    }
}
