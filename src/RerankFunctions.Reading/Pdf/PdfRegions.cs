namespace RerankFunctions.Reading.Pdf;

/// <summary>
/// Cuts a page into regions in reading order (an XY cut): between columns of prose first, else at the widest gap between lines, and so on
/// in each part. The columns of a table are no columns of prose, so its rows stay whole.
/// </summary>
internal static class PdfRegions
{
    private const double GutterInEms = 0.7;
    private const double BandGapInEms = 0.3;
    private const int MostCuts = 60;
    private const int FewestLines = 5;
    private const double FewestCharactersPerLine = 18;
    private const double MostRows = 0.3;

    /// <returns>The words of each region, in reading order.</returns>
    public static IReadOnlyList<IReadOnlyList<PdfWord>> CutRegions(IReadOnlyList<PdfWord> words) => words.Count == 0 ? [] : Cut(words, MostCuts);

    private static IReadOnlyList<IReadOnlyList<PdfWord>> Cut(IReadOnlyList<PdfWord> words, int cutsLeft)
    {
        if (cutsLeft == 0)
            return [words];
        if (Columns(words) is var (left, right))
            return [.. Cut(left, cutsLeft - 1), .. Cut(right, cutsLeft - 1)];
        if (Bands(words) is not var (upper, lower))
            return [words];
        // Bands are only cut to get at columns.
        var (above, below) = (Cut(upper, cutsLeft - 1), Cut(lower, cutsLeft - 1));
        return above.Count + below.Count == 2 ? [words] : [.. above, .. below];
    }

    // The widest gutter that has prose on both sides, or columns of it.
    private static (IReadOnlyList<PdfWord>, IReadOnlyList<PdfWord>)? Columns(IReadOnlyList<PdfWord> words)
    {
        if (words.Count < 2 * FewestLines)
            return null;
        var size = Median(words.Select(word => word.Size));
        foreach (var (from, _) in Gaps(words.Select(word => (word.Left, word.Right)), GutterInEms * size).OrderByDescending(gap => gap.To - gap.From))
        {
            var left = words.Where(word => word.Right <= from).ToList();
            var right = words.Where(word => word.Right > from).ToList();
            // Of three columns, one side is prose and the other two columns of it.
            if (IsProse(left) ? IsProse(right) || Columns(right) is not null : IsProse(right) && Columns(left) is not null)
                return (left, right);
        }

        return null;
    }

    private static (IReadOnlyList<PdfWord>, IReadOnlyList<PdfWord>)? Bands(IReadOnlyList<PdfWord> words)
    {
        var size = Median(words.Select(word => word.Size));
        var widest = Gaps(words.Select(word => (word.Bottom, word.Top)), BandGapInEms * size)
            .OrderByDescending(gap => gap.To - gap.From).Select(gap => ((double From, double To)?)gap).FirstOrDefault();
        return widest is { From: var from }
            ? ([.. words.Where(word => word.Top > from)], [.. words.Where(word => word.Top <= from)])
            : null;
    }

    private static bool IsProse(List<PdfWord> words)
    {
        if (words.Count < FewestLines)
            return false;
        var lines = PdfLine.FormLines(words);
        return lines.Count >= FewestLines && lines.Count(line => line.Cells().Count > 1) <= MostRows * lines.Count
            && words.Sum(word => word.Text.Length + 1) >= FewestCharactersPerLine * lines.Count;
    }

    /// <summary>Where nothing is, between the intervals, for at least so long; lowest first.</summary>
    private static List<(double From, double To)> Gaps(IEnumerable<(double From, double To)> intervals, double atLeast)
    {
        var gaps = new List<(double, double)>();
        var end = double.NaN;
        foreach (var (from, to) in intervals.OrderBy(interval => interval.From))
        {
            if (from - end >= atLeast)
                gaps.Add((end, from));
            end = double.IsNaN(end) ? to : Math.Max(end, to);
        }

        return gaps;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
