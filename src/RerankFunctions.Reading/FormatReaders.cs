using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Html;
using RerankFunctions.Reading.Isolation;
using RerankFunctions.Reading.Json;
using RerankFunctions.Reading.Markdown;
using RerankFunctions.Reading.Office;
using RerankFunctions.Reading.Pdf;
using RerankFunctions.Reading.Tabular;
using RerankFunctions.Reading.Text;

namespace RerankFunctions.Reading;

/// <summary>The readers there are, and which of them need a process of their own.</summary>
internal static class FormatReaders
{
    // The worst that a page or Markdown text of this size was found to take (nested <div>, nested links) is a second.
    private const int HarmlessTreeBytes = 64 * 1024;

    /// <summary>All, to run in the calling process.</summary>
    public static IEnumerable<IDocumentReader> All(IOptions<ReadingOptions> options) =>
    [
        new PlainTextReader(), new DelimitedReader(), new JsonReader(), new MarkdownReader(options), new HtmlReader(options), new PdfReader(),
        new WordReader(options), new PresentationReader(options), new WorkbookReader(options),
    ];

    /// <summary>
    /// All, those in a process of their own whose parsers could overflow, hang or eat memory: everything that is not streamed.
    /// </summary>
    public static IEnumerable<IDocumentReader> Isolated(IOptions<ReadingOptions> options, ReaderSlots slots) =>
        All(options).Select(reader => reader switch
        {
            PlainTextReader or DelimitedReader or JsonReader => reader,
            MarkdownReader or HtmlReader => new IsolatedReader(reader, options, slots, HarmlessTreeBytes),
            _ => new IsolatedReader(reader, options, slots),
        });
}
