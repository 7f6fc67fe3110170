using AngleSharp.Html.Parser;
using Microsoft.Extensions.Options;
using UtfUnknown;

namespace RerankFunctions.Reading.Html;

/// <summary>Web pages and chapters of e-books in XHTML: parsed as the XML they are, and as HTML only where they are not well-formed.</summary>
public sealed class XhtmlReader(IOptions<ReadingOptions> options) : IDocumentReader
{
    public string Name => "xhtml";

    public int Revision => 2;

    public IReadOnlyCollection<string> Libraries { get; } = LibraryVersions.NamesOf(typeof(HtmlParser), typeof(CharsetDetector));

    public long? IsolatedFromBytes => TreeLimit.HarmlessBytes;

    public IReadOnlyCollection<string> Extensions { get; } = [".xhtml", ".xht"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["application/xhtml+xml"];

    public IAsyncEnumerable<Block> ReadAsync(Stream content, ReadingNotes notes, CancellationToken cancellationToken)
        => HtmlPage.ReadAsync(content, options.Value, XhtmlSource.AsHtml, notes, cancellationToken);
}
