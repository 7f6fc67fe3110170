using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Http;

/// <summary>What a request wants to be true of a document before it is changed (RFC 9110, section 13).</summary>
internal static class Preconditions
{
    /// <summary>Null where the request has none.</summary>
    /// <exception cref="InvalidRequestException">A header cannot be read: taken for none, it would let a change through.</exception>
    public static DocumentPrecondition? Of(HttpRequest request)
    {
        var match = ETags(request, HeaderNames.IfMatch);
        var noneMatch = ETags(request, HeaderNames.IfNoneMatch);
        var unmodified = match is null ? Time(request, HeaderNames.IfUnmodifiedSince) : null;
        if (match is null && noneMatch is null && unmodified is null)
            return null;
        return (eTag, modified) =>
            (match is null || Any(match, eTag, strong: true))
            && (unmodified is null || modified <= unmodified)
            && (noneMatch is null || !Any(noneMatch, eTag, strong: false));
    }

    private static bool Any(IList<EntityTagHeaderValue> tags, string? eTag, bool strong)
        => eTag is not null && EntityTagHeaderValue.Parse(eTag) is var current
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, strong));

    private static IList<EntityTagHeaderValue>? ETags(HttpRequest request, string header)
        => request.Headers[header] is not { Count: > 0 } given ? null
            : EntityTagHeaderValue.TryParseStrictList(given, out var tags) ? tags
            : throw new InvalidRequestException(header, "Give ETags as they were given, in their quotes, or *.");

    private static DateTimeOffset? Time(HttpRequest request, string header)
        => StringValues.IsNullOrEmpty(request.Headers[header]) ? null
            : HeaderUtilities.TryParseDate(request.Headers[header].ToString(), out var time) ? time
            : throw new InvalidRequestException(header, "Give a time as HTTP has it: Sun, 06 Nov 1994 08:49:37 GMT.");
}
