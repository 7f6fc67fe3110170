using RerankFunctions.Reading.Pdf.Glyphs;
using RerankFunctions.Unicode;

namespace RerankFunctions.Reading.Pdf;

/// <summary>A letter with its marks, written upright. Points.</summary>
internal sealed class PdfCluster(PdfGlyph glyph)
{
    public string Text { get; set; } = glyph.Text;
    public double Left { get; } = glyph.X;
    public double Right { get; } = glyph.X + glyph.Advance;
    public double Baseline { get; } = glyph.Y;
    public double Size { get; } = glyph.Size;
    public PdfFont Font { get; } = glyph.Font;
    public bool IsSpace { get; } = glyph.Kind == GlyphKind.Space;
    public bool IsArtifact { get; } = glyph.IsArtifact;
}

/// <summary>Puts marks and accents on the letters that they stand at, and drops what is printed twice to look bold.</summary>
internal static class PdfClusters
{
    private const double SamePlaceInEms = 0.12;
    private const double NearInEms = 0.1;
    private const double AccentHeightInEms = 0.5;

    // Where the letter of a mark is looked for in the file's order: before it, as most write, then after it, as those do who write from the right.
    private static readonly int[] LettersOfMarks = [-1, 1, -2, 2, -3];
    private static readonly int[] LettersOfAccents = [1, -1];

    public static List<PdfCluster> FormClusters(IReadOnlyList<PdfGlyph> glyphs)
    {
        var shown = WithoutDoubles(glyphs);
        var clusters = new PdfCluster?[shown.Count];
        for (var at = 0; at < shown.Count; at++)
            clusters[at] = shown[at].Kind is GlyphKind.Letter or GlyphKind.Space ? new PdfCluster(shown[at]) : null;
        for (var at = 0; at < shown.Count; at++)
        {
            var mark = shown[at];
            if (mark.Kind == GlyphKind.Mark && Letter(clusters, shown, at, LettersOfMarks, isAccent: false) is { } marked)
                marked.Text = CanonicalForm.Compose(marked.Text + mark.Text);
            else if (mark.Kind == GlyphKind.Accent && Letter(clusters, shown, at, LettersOfAccents, isAccent: true) is { } accented)
                accented.Text = Accents.On(accented.Text, mark.Text);
            else if (mark.Kind is GlyphKind.Mark or GlyphKind.Accent)
                clusters[at] = new PdfCluster(mark);
        }

        return [.. clusters.OfType<PdfCluster>()];
    }

    private static PdfCluster? Letter(PdfCluster?[] clusters, List<PdfGlyph> glyphs, int at, int[] places, bool isAccent)
    {
        var mark = glyphs[at];
        var middle = mark.X + mark.Middle;
        PdfCluster? nearest = null;
        foreach (var place in places)
        {
            if (at + place < 0 || at + place >= clusters.Length || glyphs[at + place].Kind != GlyphKind.Letter
                || clusters[at + place] is not { } letter)
                continue;
            if (Math.Abs(letter.Baseline - mark.Y) > (isAccent ? AccentHeightInEms : 1) * letter.Size || isAccent && !char.IsLetter(letter.Text[0]))
                continue;
            if (middle > letter.Left - NearInEms * letter.Size && middle < letter.Right + NearInEms * letter.Size
                && (!isAccent || middle > letter.Left && middle < letter.Right))
                return letter;
            if (!isAccent && place < 0 && Math.Abs(middle - letter.Right) < letter.Size)
                nearest ??= letter;
        }

        return nearest;
    }

    private static List<PdfGlyph> WithoutDoubles(IReadOnlyList<PdfGlyph> glyphs)
    {
        var seen = new Dictionary<(string, int, int), (double X, double Y)>();
        var shown = new List<PdfGlyph>(glyphs.Count);
        foreach (var glyph in glyphs)
        {
            var near = SamePlaceInEms * glyph.Size;
            var (column, row) = ((int)Math.Floor(glyph.X / near), (int)Math.Floor(glyph.Y / near));
            if (glyph.Kind != GlyphKind.Space && IsDouble(seen, glyph, column, row, near))
                continue;
            seen[(glyph.Text, column, row)] = (glyph.X, glyph.Y);
            shown.Add(glyph);
        }

        return shown;
    }

    private static bool IsDouble(Dictionary<(string, int, int), (double X, double Y)> seen, PdfGlyph glyph, int column, int row, double near)
    {
        for (var x = column - 1; x <= column + 1; x++)
            for (var y = row - 1; y <= row + 1; y++)
                if (seen.TryGetValue((glyph.Text, x, y), out var other) && Math.Abs(other.X - glyph.X) < near && Math.Abs(other.Y - glyph.Y) < near)
                    return true;
        return false;
    }
}
