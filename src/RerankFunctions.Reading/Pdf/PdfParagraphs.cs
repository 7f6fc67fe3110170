using System.Text;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Lines that belong together.</summary>
/// <param name="Kind">Paragraph, list item or table row; which paragraphs are headings only the whole document tells.</param>
/// <param name="Size">Font size in points.</param>
internal sealed record PdfParagraph(BlockKind Kind, string Text, int Page, double Size, bool IsBold, int Lines);

/// <summary>Finds the paragraphs, list items and table rows of a region.</summary>
internal static partial class PdfParagraphs
{
    private const double ParagraphGap = 1.25;
    private const double IndentInEms = 0.8;
    private const double ShortLine = 0.85;
    private const double SizeStep = 0.08;
    private const double LargerThanRegion = 1.12;
    private const double TitleLeadingInEms = 1.5;

    public static IEnumerable<PdfParagraph> FormParagraphs(IReadOnlyList<PdfWord> region, int page, Hyphenation hyphenation)
    {
        var lines = PdfLine.FormLines(region);
        var leading = Leading(lines);
        var size = lines.Select(line => line.Size).Order().ElementAt(lines.Count / 2);
        var left = lines.Min(line => line.Left);
        var right = lines.Max(line => line.Right);
        var current = new List<PdfLine>();
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (IsRow(lines, at))
            {
                if (current.Count > 0)
                    yield return Paragraph(current, page, hyphenation);
                current = [];
                yield return Row(line, page);
                continue;
            }

            if (current.Count > 0 && StartsAnew(current, line, leading, size, left, right))
            {
                yield return Paragraph(current, page, hyphenation);
                current = [];
            }

            current.Add(line);
        }

        if (current.Count > 0)
            yield return Paragraph(current, page, hyphenation);
    }

    private static bool StartsAnew(List<PdfLine> current, PdfLine line, double leading, double size, double left, double right)
    {
        var before = current[^1];
        // Lines of a title stand wider than those of the text around.
        if (line.Size > LargerThanRegion * size && line.Size == before.Size && line.IsBold == before.IsBold
            && before.Baseline - line.Baseline < TitleLeadingInEms * line.Size
            && !ListMarker().IsMatch(line.Text))
            return false;
        if (ListMarker().IsMatch(line.Text) || before.Baseline - line.Baseline > ParagraphGap * Math.Max(leading, ParagraphGap * line.Size)
            || Math.Abs(line.Size - before.Size) > SizeStep * before.Size
            || line.IsBold != before.IsBold && (line.IsBold || current.All(l => l.IsBold)))
            return true;
        if (ListMarker().IsMatch(current[0].Text))
            return line.Left < current[0].Left - IndentInEms * line.Size;
        var centred = Math.Abs(line.Left - left - (right - line.Right)) < line.Size;
        var indented = !centred && line.Left > left + IndentInEms * line.Size && before.Left < left + IndentInEms * line.Size;
        var afterShort = before.Right < left + ShortLine * (right - left) && SentenceEnd().IsMatch(before.Text);
        return indented || afterShort;
    }

    // One line alone with a wide gap may be anything; two that share where their cells start are rows.
    private static bool IsRow(List<PdfLine> lines, int at)
    {
        var cells = lines[at].Cells();
        if (cells.Count < 2 || ListMarker().IsMatch(lines[at].Text) && cells.Count == 2 && cells[0].Count == 1)
            return false;
        return cells.Count > 2
            || at > 0 && Aligned(cells, lines[at - 1].Cells())
            || at + 1 < lines.Count && Aligned(cells, lines[at + 1].Cells());
    }

    private static bool Aligned(IReadOnlyList<IReadOnlyList<PdfWord>> cells, IReadOnlyList<IReadOnlyList<PdfWord>> others)
        => others.Count > 1 && cells.Any(cell => others.Any(other =>
            (cell != cells[0] || other != others[0])
            && (Math.Abs(cell[0].Left - other[0].Left) < cell[0].Size || Math.Abs(cell[^1].Right - other[^1].Right) < cell[0].Size)));

    private static PdfParagraph Row(PdfLine line, int page) => new(
        BlockKind.TableRow, TableText.Row([.. line.Cells().Select(line.TextOf)], keepEmpty: false),
        page, line.Size, line.IsBold, 1);

    private static PdfParagraph Paragraph(List<PdfLine> lines, int page, Hyphenation hyphenation)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            hyphenation.Append(text, line.Text);
        return new PdfParagraph(
            ListMarker().IsMatch(lines[0].Text) ? BlockKind.ListItem : BlockKind.Paragraph,
            text.ToString(), page, lines[0].Size, lines.All(line => line.IsBold), lines.Count);
    }

    private static double Leading(List<PdfLine> lines)
    {
        var steps = lines.Zip(lines.Skip(1), (above, below) => above.Baseline - below.Baseline).Order().ToList();
        return steps.Count == 0 ? 0 : steps[steps.Count / 2];
    }

    [GeneratedRegex(@"^([•‣◦▪●○■□–—*·\uF0B7\uF0A7o-]|\(?\d{1,2}[.)]|\(?[a-z][.)])(\s|$)")]
    private static partial Regex ListMarker();

    [GeneratedRegex(@"[.!?:;。！？]['""”’)]*$")]
    private static partial Regex SentenceEnd();
}
