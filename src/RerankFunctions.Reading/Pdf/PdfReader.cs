using System.Runtime.CompilerServices;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace RerankFunctions.Reading.Pdf;

/// <summary>
/// PDF: the text layer in reading order, by page, without what repeats at the head and foot of pages. Its parser may overflow the stack or
/// loop on hostile files, so it belongs in a process of its own.
/// </summary>
public sealed class PdfReader : IDocumentReader
{
    public string Name => "pdf";

    public int Revision => 3;

    public IReadOnlyCollection<string> Libraries { get; } = LibraryVersions.NamesOf(typeof(PdfDocument));

    public long? IsolatedFromBytes => 0;

    public IReadOnlyCollection<string> Extensions { get; } = [".pdf"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["application/pdf"];

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var block in Read(content, notes, cancellationToken))
            yield return block;
    }

    private static IReadOnlyList<Block> Read(Stream content, ReadingNotes notes, CancellationToken cancellationToken)
    {
        if (content.Length == 0)
            throw new UnreadableDocumentException("The PDF is empty: it has 0 bytes.");
        try
        {
            using var document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            var whole = PdfPages.ReadPages(document, cancellationToken);
            var fields = PdfForm.Fields(document, whole);
            var pages = RunningLines.Without([.. whole.Select(LineNumbers.Without)]);
            if (fields.Count == 0)
                ThrowIfNotText(pages);
            PdfNotes.Add(notes, document, pages, fields);
            var blocks = PdfBlocks.FormBlocks(document, pages, fields);
            if (blocks.Count == 0)
                ThrowIfDamaged(content);
            return blocks;
        }
        catch (PdfDocumentStackDepthException tooDeep)
        {
            throw new UnreadableDocumentException("The PDF is nested too deeply to be read.", inner: tooDeep);
        }
        catch (PdfDocumentEncryptedException encrypted)
        {
            throw new UnreadableDocumentException(
                "The PDF is password protected. Upload it without a password (print or save it as a new PDF).", inner: encrypted);
        }
        catch (Exception broken) when (broken is not (UnreadableDocumentException or OperationCanceledException or OutOfMemoryException))
        {
            // The parser throws whatever it runs into: format, range and null reference exceptions alike.
            throw new UnreadableDocumentException($"The PDF is damaged: {Reason(broken)}", inner: broken);
        }
    }

    // A lenient parser makes empty pages of what it cannot follow; a strict one tells those from pages that are empty.
    private static void ThrowIfDamaged(Stream content)
    {
        content.Position = 0;
        using var document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = false });
        foreach (var page in document.GetPages())
            _ = page.Letters;
    }

    private static void ThrowIfNotText(IReadOnlyList<PdfPage> pages)
    {
        var words = pages.SelectMany(page => page.Turned.SelectMany(turned => turned).Concat(page.Words)).ToList();
        if (words.Count == 0 && pages.Any(page => page.IsDrawn))
            throw new UnreadableDocumentException(
                "The PDF has images or drawings only and no text layer: it seems to be scanned. Run text recognition (OCR) on it first.",
                unsupported: true);
        var characters = words.SelectMany(word => word.Text).ToList();
        if (characters.Count > 0 && characters.Count(c => PdfNotes.IsUnmapped(c) || c is >= '\uE000' and <= '\uF8FF') > characters.Count / 2)
            throw new UnreadableDocumentException(
                "The PDF's fonts do not say which characters they show, so its text cannot be read. Run text recognition (OCR) on it first.",
                unsupported: true);
    }

    private static string Reason(Exception broken) => broken is PdfDocumentFormatException or InvalidOperationException
        ? BlockText.OneLine(broken.Message)
        : "its structure cannot be followed.";
}
