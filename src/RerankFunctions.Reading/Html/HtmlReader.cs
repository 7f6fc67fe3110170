using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Options;
using UtfUnknown;

namespace RerankFunctions.Reading.Html;

/// <summary>Web pages: their title and main content, without navigation, scripts and what is hidden. Nothing is ever fetched.</summary>
public sealed class HtmlReader(IOptions<ReadingOptions> options) : IDocumentReader
{
    public string Name => "html";

    public int Revision => 3;

    public IReadOnlyCollection<string> Libraries { get; } = LibraryVersions.NamesOf(typeof(HtmlParser), typeof(CharsetDetector));

    public long? IsolatedFromBytes => TreeLimit.HarmlessBytes;

    public IReadOnlyCollection<string> Extensions { get; } = [".html", ".htm"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["text/html"];

    public IAsyncEnumerable<Block> ReadAsync(Stream content, ReadingNotes notes, CancellationToken cancellationToken)
        => HtmlPage.ReadAsync(
            content, options.Value, page => XhtmlSource.IsDeclared(page) ? XhtmlSource.AsHtml(page) : XhtmlSource.WithoutSwallowing(page), notes,
            cancellationToken);

    /// <summary>Parses without scripts. Elements nested deeper than the parser's limit (512) become siblings.</summary>
    internal static IHtmlDocument Parse(string html)
        => new HtmlParser(new HtmlParserOptions
        {
            SkipComments = true,
            // But for formulas in them.
            SkipScriptText = !html.Contains("math/tex", StringComparison.Ordinal),
            DisableElementPositionTracking = true,
        })
            .ParseDocument(html);
}
