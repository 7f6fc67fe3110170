using RerankFunctions.Reading.Pdf.Glyphs;
using UglyToad.PdfPig;

namespace RerankFunctions.Reading.Pdf;

internal static class PdfPages
{
    private const int FewestDrawnLetters = 40;

    public static IReadOnlyList<PdfPage> ReadPages(PdfDocument document, CancellationToken cancellationToken)
    {
        document.AddPageFactory<GlyphPage, GlyphPageFactory>();
        var pages = new List<PdfPage>();
        foreach (var page in document.GetPages<GlyphPage>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            pages.Add(ReadPage(page));
        }

        return pages;
    }

    private static PdfPage ReadPage(GlyphPage page)
    {
        IReadOnlyList<PdfWord> upright = [];
        var turned = new List<IReadOnlyList<PdfWord>>();
        foreach (var (isUpright, glyphs) in PdfDirections.SplitDirections([.. page.Glyphs.Where(glyph => IsOn(page, glyph))]))
        {
            var words = PdfWords.FormWords(PdfClusters.FormClusters(glyphs));
            if (isUpright)
                upright = words;
            else if (words.Count > 0)
                turned.Add(words);
        }

        return new PdfPage(page.Number, page.Height, upright, turned, page.Images > 0 || page.Shapes > FewestDrawnLetters);
    }

    // What stands beside the page nobody sees.
    private static bool IsOn(GlyphPage page, PdfGlyph glyph)
        => glyph.X > -glyph.Size && glyph.X < page.Width + glyph.Size / 2 && glyph.Y > -glyph.Size / 2 && glyph.Y < page.Height + glyph.Size / 2;
}
