using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace RerankFunctions.Reading.Pdf;

internal static class PdfPages
{
    public static IReadOnlyList<PdfPage> Of(PdfDocument document, CancellationToken cancellationToken)
    {
        var pages = new List<PdfPage>();
        foreach (var page in document.GetPages())
        {
            cancellationToken.ThrowIfCancellationRequested();
            pages.Add(Of(page));
        }

        return pages;
    }

    private static PdfPage Of(Page page)
    {
        var words = NearestNeighbourWordExtractor.Instance.GetWords(page.Letters).ToLookup(word => word.TextOrientation, Turned);
        IReadOnlyList<PdfWord> Written(TextOrientation orientation) => [.. words[orientation].OfType<PdfWord>()];
        return new PdfPage(
            page.Number, page.Height, Written(TextOrientation.Horizontal),
            [.. words.Select(group => group.Key).Where(orientation => orientation != TextOrientation.Horizontal).Order().Select(Written)],
            page.NumberOfImages);
    }

    // Turned about the page's corner, so that its text runs to the right; null if it is blank.
    private static PdfWord? Turned(Word word)
    {
        var text = PdfText.Of(word);
        if (text.Length == 0)
            return null;
        var box = word.BoundingBox;
        var corners = new[] { box.BottomLeft, box.BottomRight, box.TopLeft, box.TopRight }
            .Select(corner => Turned(corner, word.TextOrientation)).ToArray();
        var (left, right) = (corners.Min(corner => corner.X), corners.Max(corner => corner.X));
        var (bottom, top) = (corners.Min(corner => corner.Y), corners.Max(corner => corner.Y));
        var size = Math.Round(word.Letters[0].PointSize, 1);
        return new PdfWord(
            text, left, bottom, right, top, Turned(word.Letters[0].StartBaseLine, word.TextOrientation).Y, size >= 1 ? size : top - bottom, IsBold(word));
    }

    private static (double X, double Y) Turned(PdfPoint point, TextOrientation orientation) => orientation switch
    {
        TextOrientation.Rotate90 => (-point.Y, point.X),
        TextOrientation.Rotate180 => (-point.X, -point.Y),
        TextOrientation.Rotate270 => (point.Y, -point.X),
        _ => (point.X, point.Y),
    };

    private static bool IsBold(Word word) =>
        word.FontName is { } font && (font.Contains("Bold", StringComparison.OrdinalIgnoreCase)
            || font.Contains("Black", StringComparison.OrdinalIgnoreCase) || font.Contains("Heavy", StringComparison.OrdinalIgnoreCase)
            || font.EndsWith("-Medi", StringComparison.Ordinal) || font.Contains("CMBX", StringComparison.Ordinal));
}
