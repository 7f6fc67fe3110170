using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace RerankFunctions.Http;

/// <summary>The bodies of requests, as they were before they were compressed (RFC 9110, section 8.4), and no longer than they may be.</summary>
internal static class RequestBody
{
    private const string Gzip = "gzip";

    /// <param name="limit">Bytes, as they are sent and as they are unpacked.</param>
    /// <param name="tooLarge">What to throw beyond them: it tells the caller what to change.</param>
    /// <exception cref="RequestRefusedException">The body is longer by its own word, or compressed in another way than by gzip.</exception>
    public static Stream Open(HttpRequest request, long limit, Func<RequestRefusedException> tooLarge)
    {
        if (request.ContentLength > limit)
            throw tooLarge();
        var sent = new LimitedStream(request.Body, limit, tooLarge);
        return CodingOf(request.Headers.ContentEncoding) switch
        {
            "" or "identity" => sent,
            Gzip or "x-gzip" => new LimitedStream(new GZipStream(sent, CompressionMode.Decompress), limit, tooLarge),
            var other => throw Refused(request, other),
        };
    }

    private static string CodingOf(StringValues header) => string.Join(", ", header.ToArray()).Trim().ToLowerInvariant();

    private static RequestRefusedException Refused(HttpRequest request, string coding)
    {
        request.HttpContext.Response.Headers[HeaderNames.AcceptEncoding] = Gzip;
        return new RequestRefusedException(
            StatusCodes.Status415UnsupportedMediaType, $"Send the body as it is, or with 'Content-Encoding: gzip', not '{coding}'.");
    }
}
