namespace RerankFunctions.Http;

/// <summary>Where this app is asked, below its host.</summary>
internal static class Address
{
    /// <param name="area">What of a document: documents, content or metadata.</param>
    public static string For(string area, string document)
        => $"/api/{area}/{Uri.EscapeDataString(document).Replace("%2F", "/", StringComparison.Ordinal)}";
}
