using System.Globalization;

namespace RerankFunctions.Reading;

internal static class TreeLimit
{
    /// <summary>The worst that a page or Markdown text of this size was found to take (nested &lt;div&gt;, nested links) is a second.</summary>
    public const long HarmlessBytes = 64 * 1024;

    /// <exception cref="UnreadableDocumentException">The document is too large to be held as a tree.</exception>
    public static void ThrowIfBeyond(Stream content, ReadingOptions options)
    {
        if (content.Length > options.MaxTreeBytes)
            throw new UnreadableDocumentException(string.Create(CultureInfo.InvariantCulture,
                $"The document has {content.Length:N0} bytes; in this format at most {options.MaxTreeBytes:N0} are read. "
                + $"Split it, or raise {ReadingOptions.Section}__{nameof(ReadingOptions.MaxTreeBytes)}."));
    }
}
