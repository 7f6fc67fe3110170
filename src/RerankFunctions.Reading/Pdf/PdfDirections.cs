using RerankFunctions.Reading.Pdf.Glyphs;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Sorts a page's glyphs by the direction in which they are written, and turns each direction upright.</summary>
internal static class PdfDirections
{
    private const double StillStraight = 10;
    private const double DegreesApart = 5;
    private const int FewestStacked = 3;

    /// <summary>Upright first, then by angle. The glyphs keep the order of the file.</summary>
    public static IEnumerable<(bool IsUpright, IReadOnlyList<PdfGlyph> Glyphs)> SplitDirections(IReadOnlyList<PdfGlyph> glyphs)
        => WithoutStacks(glyphs).GroupBy(glyph => Rounded(glyph.Angle)).OrderBy(group => Math.Abs(group.Key)).ThenBy(group => group.Key)
            .Select(group => (group.Key == 0, (IReadOnlyList<PdfGlyph>)Upright([.. group])));

    // A page that was scanned askew is straight.
    private static double Rounded(double angle)
    {
        var straight = Math.Round(angle / 90) * 90;
        var rounded = Math.Abs(angle - straight) < StillStraight ? straight : Math.Round(angle / DegreesApart) * DegreesApart;
        return rounded == -180 ? 180 : rounded;
    }

    private static List<PdfGlyph> Upright(List<PdfGlyph> glyphs)
    {
        var angles = glyphs.Select(glyph => glyph.Angle < -175 ? glyph.Angle + 360 : glyph.Angle).Order().ToList();
        var angle = angles[angles.Count / 2];
        if (angle == 0)
            return glyphs;
        var (sine, cosine) = Math.SinCos(angle * Math.PI / 180);
        return [.. glyphs.Select(glyph => glyph with
        {
            X = glyph.X * cosine + glyph.Y * sine,
            Y = glyph.Y * cosine - glyph.X * sine,
        })];
    }

    // Programs that know no vertical fonts put the characters of vertical writing below each other one by one.
    private static PdfGlyph[] WithoutStacks(IReadOnlyList<PdfGlyph> glyphs)
    {
        var turned = glyphs.ToArray();
        for (var at = 0; at < turned.Length;)
        {
            var end = at + 1;
            while (end < turned.Length && IsBelow(turned[end - 1], turned[end]))
                end++;
            for (var stacked = at; end - at >= FewestStacked && stacked < end; stacked++)
                turned[stacked] = Downwards(glyphs[stacked]);
            at = end;
        }

        return turned;
    }

    private static bool IsBelow(PdfGlyph upper, PdfGlyph lower)
        => upper.Angle == 0 && lower.Angle == 0 && IsEastAsian(upper) && IsEastAsian(lower)
        && Math.Abs(upper.X + upper.Advance / 2 - lower.X - lower.Advance / 2) < 0.3 * upper.Size
        && upper.Y - lower.Y > 0.7 * upper.Size && upper.Y - lower.Y < 1.25 * upper.Size;

    private static bool IsEastAsian(PdfGlyph glyph) => BlockText.IsEastAsian(glyph.Text[0]);

    private static PdfGlyph Downwards(PdfGlyph glyph) => glyph with
    {
        X = glyph.X + glyph.Advance / 2 - 0.38 * glyph.Size,
        Y = glyph.Y + 0.88 * glyph.Size,
        Angle = -90,
        Advance = glyph.Size,
        Middle = glyph.Size / 2,
    };
}
