using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Text;

namespace RerankFunctions.Reading.Html;

/// <summary>Web pages: their title and main content, without navigation, scripts and what is hidden. Nothing is ever fetched.</summary>
public sealed partial class HtmlReader(IOptions<ReadingOptions> options) : IDocumentReader
{
    // A charset beyond this is not looked at by browsers either (https://html.spec.whatwg.org/#determining-the-character-encoding).
    private const int CharsetWithinBytes = 1024;

    public string Name => "html";

    public int Revision => 1;

    public long? IsolatedFromBytes => TreeLimit.HarmlessBytes;

    public IReadOnlyCollection<string> Extensions { get; } = [".html", ".htm", ".xhtml"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["text/html", "application/xhtml+xml"];

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TreeLimit.ThrowIfBeyond(content, options.Value);
        using var text = await TextDecoding.OpenAsync(content, cancellationToken, DeclaredCharset);
        using var page = Parse(await text.ReadToEndAsync(cancellationToken));

        if (BlockText.OneLine(page.Title) is { Length: > 0 } title)
            yield return new Block(BlockKind.Title, title);
        if (MainContent.Of(page) is { } main)
            foreach (var block in new HtmlBlocks(main))
                yield return block;
    }

    /// <summary>Parses without scripts. Elements nested deeper than the parser's limit (512) become siblings.</summary>
    internal static IHtmlDocument Parse(string html) =>
        new HtmlParser(new HtmlParserOptions { SkipComments = true, SkipScriptText = true, DisableElementPositionTracking = true }).ParseDocument(html);

    private static string? DeclaredCharset(byte[] head) =>
        Charset().Match(Encoding.Latin1.GetString(head.AsSpan(0, Math.Min(head.Length, CharsetWithinBytes)))) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    [GeneratedRegex("""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
