using System.Globalization;

namespace RerankFunctions.Reading;

/// <summary>
/// How much text a document may give: so much in all, and so much for its bytes. A file of 100 KB that refers 12,000 times to the same
/// text of 1 MB would otherwise be indexed as 12 GB, for days and at the price of all of them.
/// </summary>
internal sealed class TextLimit
{
    // Below this no document is said to expand: the smallest ones are mostly packaging, or compress as nothing else does.
    private const long AlwaysTaken = 4L << 20;

    private readonly long _most;
    private readonly string _reason;
    private long _characters;

    private TextLimit(long most, string reason) => (_most, _reason) = (most, reason);

    public static TextLimit ForContent(Stream content, ReadingOptions options)
    {
        var byExpansion = AlwaysTaken + content.Length * options.MaxTextPerByte;
        return byExpansion < options.MaxTextCharacters
            ? new TextLimit(byExpansion, string.Create(CultureInfo.InvariantCulture,
                $"The document's {content.Length:N0} bytes give more than {byExpansion:N0} characters of text: it says the same over and over "
                + $"({ReadingOptions.Section}__{nameof(ReadingOptions.MaxTextPerByte)})."))
            : new TextLimit(options.MaxTextCharacters, string.Create(CultureInfo.InvariantCulture,
                $"The document has more than {options.MaxTextCharacters:N0} characters of text: split it "
                + $"({ReadingOptions.Section}__{nameof(ReadingOptions.MaxTextCharacters)})."));
    }

    /// <summary>Whether so many more characters would be too many.</summary>
    public bool IsBelow(double characters) => _characters + characters > _most;

    /// <exception cref="UnreadableDocumentException">With these the document has given more text than it may.</exception>
    public void Add(long characters)
    {
        if ((_characters += characters) > _most)
            throw new UnreadableDocumentException(_reason);
    }
}
