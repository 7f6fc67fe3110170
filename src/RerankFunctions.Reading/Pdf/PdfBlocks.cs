using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Outline;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Makes a document's paragraphs blocks: joins those that a column or page end parts, and tells headings.</summary>
internal static partial class PdfBlocks
{
    // Beyond this a passage's page would be that of its paragraph's start, pages before.
    private const int LongestJoined = 2000;

    public static IReadOnlyList<Block> FormBlocks(PdfDocument document, IReadOnlyList<PdfPage> pages, ILookup<int, string> fields)
    {
        var hyphenation = new Hyphenation(pages);
        var paragraphs = Joined(pages.SelectMany(page => Paragraphs(page, hyphenation).Concat(Fields(page, fields))), hyphenation);
        var headings = PdfHeadings.FindHeadings(paragraphs, Outline(document));
        var blocks = new List<Block>();
        if (Title(document) is { } title)
            blocks.Add(new Block(BlockKind.Title, title));
        string? header = null;
        for (var at = 0; at < paragraphs.Count; at++)
        {
            var paragraph = paragraphs[at];
            if (StartsTableWithHeader(paragraphs, at))
            {
                header = paragraph.Text;
                continue;
            }

            header = paragraph.Kind == BlockKind.TableRow ? header : null;
            var level = headings.LevelOf(paragraph);
            foreach (var piece in BlockText.Pieces(paragraph.Text))
                blocks.Add(new Block(level > 0 ? BlockKind.Heading : paragraph.Kind, piece)
                {
                    Level = level,
                    Page = paragraph.Page,
                    TableHeader = header,
                });
        }

        return blocks;
    }

    // A bold row above one that is not.
    private static bool StartsTableWithHeader(List<PdfParagraph> paragraphs, int at)
        => paragraphs[at] is { Kind: BlockKind.TableRow, IsBold: true }
        && (at == 0 || paragraphs[at - 1].Kind != BlockKind.TableRow)
        && at + 1 < paragraphs.Count && paragraphs[at + 1] is { Kind: BlockKind.TableRow, IsBold: false };

    private static IEnumerable<PdfParagraph> Paragraphs(PdfPage page, Hyphenation hyphenation)
    {
        foreach (var words in page.Turned.Prepend(page.Words))
            foreach (var region in PdfRegions.CutRegions(words))
                foreach (var paragraph in PdfParagraphs.FormParagraphs(region, page.Number, hyphenation))
                    yield return IsStamp(words, page) ? paragraph with { Size = 0, IsBold = false } : paragraph;
    }

    private static IEnumerable<PdfParagraph> Fields(PdfPage page, ILookup<int, string> fields)
        => fields[page.Number].Select(field => new PdfParagraph(BlockKind.ListItem, field, page.Number, 0, false, 1));

    // A few words along the margin are no heading, however large.
    private static bool IsStamp(IReadOnlyList<PdfWord> words, PdfPage page) => words != page.Words && words.Count < page.Words.Count;

    // A paragraph that stops in mid-sentence goes on in the next one of its font that starts in mid-sentence.
    private static List<PdfParagraph> Joined(IEnumerable<PdfParagraph> paragraphs, Hyphenation hyphenation)
    {
        var joined = new List<PdfParagraph>();
        foreach (var paragraph in paragraphs)
        {
            var before = joined.Count > 0 ? joined[^1] : null;
            if (before is { Kind: BlockKind.Paragraph or BlockKind.ListItem } && paragraph.Kind == BlockKind.Paragraph
                && before.Text.Length + paragraph.Text.Length < LongestJoined && before.Size == paragraph.Size && before.IsBold == paragraph.IsBold
                && before.Lines > 1
                && char.IsLower(paragraph.Text[0]) && (char.IsLetterOrDigit(before.Text[^1]) || before.Text[^1] is ',' or '-'))
                joined[^1] = before with
                {
                    Text = hyphenation.Append(new StringBuilder(before.Text), paragraph.Text).ToString(),
                    Lines = before.Lines + paragraph.Lines,
                };
            else
                joined.Add(paragraph);
        }

        return joined;
    }

    // Titles that a program put in ("Microsoft Word - x.doc", "untitled", a file's name) tell less than the first heading.
    private static string? Title(PdfDocument document)
    {
        var title = BlockText.OneLine(document.Information.Title);
        return !title.Contains(' ', StringComparison.Ordinal) && !title.Any(BlockText.IsEastAsian) || ProgramsTitle().IsMatch(title)
            || Path.GetExtension(title) is { Length: > 1 and <= 5 } extension && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? null : title;
    }

    [GeneratedRegex(
        @"^(microsoft (word|powerpoint|excel|office)\b|(untitled|unbenannt|sans (titre|nom)|sin título|document|dokument|presentation|präsentation|book|mappe|slide|folie)\s*[-–]?\s*\d*$"
        + @"|powerpoint[- ](presentation|präsentation)|présentation powerpoint|paper title\b|\(?(title|titel|type .*title here|insert title)\)?$|full page (photo|fax)|print\b|.*\.(docx?|pptx?|xlsx?|odt|indd|qxd|tex|dvi|pdf)$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex ProgramsTitle();

    private static IReadOnlyList<BookmarkNode> Outline(PdfDocument document)
        => document.TryGetBookmarks(out var bookmarks) ? [.. bookmarks.GetNodes()] : [];
}
