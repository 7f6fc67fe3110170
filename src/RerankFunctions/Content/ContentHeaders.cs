using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RerankFunctions.Content;

/// <summary>
/// Documents come from whoever may upload, and are shown under this app's address: none may run there. Only kinds that a browser shows without
/// running anything open in it; all others, HTML and SVG among them, are downloads.
/// </summary>
internal static class ContentHeaders
{
    private const string Pdf = "application/pdf";

    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        Pdf, "text/plain", "text/markdown", "text/csv", "application/json", "image/png", "image/jpeg", "image/gif", "image/webp",
    };

    public static void Set(IHeaderDictionary headers, string name, string type)
    {
        var media = MediaTypeHeaderValue.Parse(type).MediaType.Value ?? "";
        var disposition = new ContentDispositionHeaderValue(Shown.Contains(media) ? "inline" : "attachment");
        disposition.SetHttpFileName(name.Split('/')[^1]);
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        // A browser's own viewer of PDFs does not work in a sandbox, and runs no script of theirs as a page's.
        headers.ContentSecurityPolicy = media.Equals(Pdf, StringComparison.OrdinalIgnoreCase)
            ? "frame-ancestors 'self'" : "default-src 'none'; sandbox; frame-ancestors 'self'";
        headers["Referrer-Policy"] = "no-referrer"; // the address may hold a key
        headers.CacheControl = "private, no-cache";
    }
}
