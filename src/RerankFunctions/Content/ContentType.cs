using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace RerankFunctions.Content;

/// <summary>The media type that a document is sent as.</summary>
internal static class ContentType
{
    private const string Unknown = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider ByName = new();

    /// <param name="uploaded">What it was uploaded as; where that says nothing, its name does.</param>
    public static string For(string name, string uploaded)
    {
        if (MediaTypeHeaderValue.TryParse(uploaded, out var type) && type.MediaType != Unknown)
            return uploaded;
        return name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? "text/markdown"
            : ByName.TryGetContentType(name, out var known) ? known
            : Unknown;
    }
}
