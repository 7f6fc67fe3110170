using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Html;
using RerankFunctions.Reading.Text;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>
/// Documents of other formats that a Word document takes in (w:altChunk, ECMA-376 part 1, 17.17.2): Word shows their text as its own.
/// </summary>
internal static class AltChunk
{
    private const int DeepestNesting = 3;

    public static IEnumerable<Block> Read(OpenXmlPart owner, string id, int depth, ReadingOptions options, ReadingNotes notes)
    {
        if (!owner.TryGetPartById(id, out var related) || related is not AlternativeFormatImportPart part)
            return [];
        IDocumentReader? reader = part.ContentType.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "text/html" => new HtmlReader(Options.Create(options)),
            "application/xhtml+xml" => new XhtmlReader(Options.Create(options)),
            "text/plain" => new PlainTextReader(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" or "application/vnd.ms-word.document.macroenabled.12"
                or "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                or "application/vnd.openxmlformats-officedocument.wordprocessingml.template" when depth < DeepestNesting
                    => new WordReader(options, depth + 1),
            "message/rfc822" or "application/x-mimearchive" or "multipart/related" => new HtmlReader(Options.Create(options)),
            _ => null,
        };
        if (reader is null)
        {
            notes.Count(
                $"1 inserted document of type {part.ContentType} is not read",
                $"{{0:N0}} inserted documents of type {part.ContentType} are not read");
            return [];
        }

        using var content = part.GetStream(FileMode.Open, FileAccess.Read);
        var copy = new MemoryStream();
        content.CopyTo(copy);
        copy.Position = 0;
        var text = part.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase) || reader is not (HtmlReader or XhtmlReader)
            ? copy : MimeArchive.Page(copy);
        if (text is null)
        {
            notes.Count("1 inserted web archive is not read", "{0:N0} inserted web archives are not read");
            return [];
        }

        return reader.ReadAsync(text, notes, CancellationToken.None).ToBlockingEnumerable()
            .Where(block => block.Kind is not BlockKind.Title).Select(block => block with { Page = null });
    }
}
