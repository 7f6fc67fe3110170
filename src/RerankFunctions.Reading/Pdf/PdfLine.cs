namespace RerankFunctions.Reading.Pdf;

/// <summary>Words side by side, from the left.</summary>
internal sealed class PdfLine(IReadOnlyList<PdfWord> words)
{
    // Wider than any space between words of justified text.
    private const double CellGapInEms = 2;
    private const double SameLineInEms = 0.5;

    public IReadOnlyList<PdfWord> Words { get; } = words;

    public double Left { get; } = words.Min(word => word.Left);
    public double Right { get; } = words.Max(word => word.Right);
    public double Bottom { get; } = words.Min(word => word.Bottom);
    public double Top { get; } = words.Max(word => word.Top);

    /// <summary>That of its largest word.</summary>
    public double Baseline { get; } = words.MaxBy(word => word.Size)!.Baseline;

    /// <summary>The font size of most of its characters.</summary>
    public double Size { get; } = words.GroupBy(word => word.Size).MaxBy(size => size.Sum(word => word.Text.Length))!.Key;

    public bool IsBold { get; } = words.All(word => word.IsBold);

    public string Text => PdfLineText.WriteLine(Words, RunsLeft);

    /// <summary>The text of a cell.</summary>
    public string TextOf(IReadOnlyList<PdfWord> cell) => PdfLineText.WriteLine(cell, RunsLeft);

    private bool RunsLeft { get; } = words.Any(word => word.Seen is not null)
        && (words[0].InRightToLeftText || BidiText.MostlyRunsLeft(words.Select(word => word.Text)));

    /// <summary>
    /// Its words in groups with wide gaps between them, in reading order: more than one in the row of a table.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<PdfWord>> Cells()
    {
        var cells = new List<List<PdfWord>> { new() { Words[0] } };
        for (var at = 1; at < Words.Count; at++)
        {
            if (Words[at].Left - Words[at - 1].Right > CellGapInEms * Size)
                cells.Add([]);
            cells[^1].Add(Words[at]);
        }

        if (RunsLeft)
            cells.Reverse();
        return cells;
    }

    /// <summary>Gathers words into lines, highest first, raised and lowered ones into the line that they belong to.</summary>
    public static List<PdfLine> FormLines(IEnumerable<PdfWord> words)
    {
        var lines = new List<PdfLine>();
        var current = new List<PdfWord>();
        PdfWord? largest = null;
        foreach (var word in words.OrderByDescending(word => word.Baseline))
        {
            if (largest is not null && largest.Baseline - word.Baseline > SameLineInEms * Math.Max(largest.Size, word.Size))
            {
                lines.Add(new PdfLine([.. current.OrderBy(word => word.Left)]));
                current = [];
                largest = null;
            }

            current.Add(word);
            if (largest is null || word.Size > largest.Size)
                largest = word;
        }

        if (current.Count > 0)
            lines.Add(new PdfLine([.. current.OrderBy(word => word.Left)]));
        return lines;
    }
}
