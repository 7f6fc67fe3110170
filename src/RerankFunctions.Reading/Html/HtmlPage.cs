using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using RerankFunctions.Reading.Text;

namespace RerankFunctions.Reading.Html;

/// <summary>From the bytes of a page to its blocks.</summary>
internal static partial class HtmlPage
{
    private const int DeclaringBytes = 32 * 1024;

    /// <param name="asHtml">Makes HTML of the page's source.</param>
    public static async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingOptions options, Func<string, string> asHtml, ReadingNotes notes,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TreeLimit.ThrowIfBeyond(content, options);
        using var text = await TextDecoding.OpenAsync(content, notes, cancellationToken, DeclaredCharset);
        using var page = HtmlReader.Parse(asHtml(await text.ReadToEndAsync(cancellationToken)));

        if (BlockText.OneLine(page.Title) is { Length: > 0 } title)
            yield return new Block(BlockKind.Title, title);
        var rules = ContentRules.ForPage(page);
        if (MainContent.FindMain(page, rules) is { } main)
            foreach (var block in new HtmlBlocks(main, rules, notes))
                yield return block;
    }

    // A page's own declarations, not those in its comments and examples. They stand in its head.
    private static string? DeclaredCharset(byte[] head)
    {
        var start = Encoding.Latin1.GetString(head.AsSpan(0, Math.Min(head.Length, DeclaringBytes)));
        return Charset().Match(Comment().Replace(start, "")) is { Success: true } match ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("""(?:<meta\b[^>]*?charset|^\s*<\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
