using System.Globalization;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Takes away the numbers that drafts and pleadings have beside their lines.</summary>
internal static class LineNumbers
{
    private const int Fewest = 8;
    private const double SameColumn = 3;
    private const double MostWithCells = 0.3;

    public static PdfPage Without(PdfPage page)
    {
        var numbers = new HashSet<PdfWord>(ReferenceEqualityComparer.Instance);
        foreach (var column in Columns(page.Words))
            if (IsCounting(column) && IsOutside(column, page.Words))
                numbers.UnionWith(column);
        return numbers.Count == 0 ? page : page with { Words = [.. page.Words.Where(word => !numbers.Contains(word))] };
    }

    // Numbers below each other that end or start at one place.
    private static IEnumerable<List<PdfWord>> Columns(IReadOnlyList<PdfWord> words)
    {
        var column = new List<PdfWord>();
        foreach (var word in words.Where(word => Value(word) is not null).OrderBy(word => word.Right))
        {
            if (column.Count > 0 && word.Right - column[^1].Right > SameColumn)
            {
                yield return column;
                column = [];
            }

            column.Add(word);
        }

        yield return column;
    }

    // 1, 2, 3 or 5, 10, 15, from above.
    private static bool IsCounting(List<PdfWord> column)
    {
        if (column.Count < Fewest)
            return false;
        column.Sort((one, other) => other.Baseline.CompareTo(one.Baseline));
        var step = Value(column[1]) - Value(column[0]);
        return step is 1 or 2 or 5 or 10 && column.Zip(column.Skip(1), (above, below) => Value(below) - Value(above) == step).All(isNext => isNext);
    }

    // Left or right of all else, beside lines of prose: the first column of a table stands beside cells.
    private static bool IsOutside(List<PdfWord> column, IReadOnlyList<PdfWord> words)
    {
        var (left, right) = (column.Min(word => word.Left), column.Max(word => word.Right));
        var (top, bottom) = (column[0].Top, column[^1].Bottom);
        var others = words.Where(word => word.Middle < top && word.Middle > bottom && !column.Contains(word)).ToList();
        if (others.Count == 0 || !(others.All(word => word.Left > right) || others.All(word => word.Right < left)))
            return false;
        var lines = PdfLine.FormLines(others);
        return lines.Count(line => line.Cells().Count > 1) <= MostWithCells * lines.Count
            && lines.Average(line => line.Text.Length) > 20;
    }

    private static int? Value(PdfWord word)
        => word.Text.Length <= 4 && int.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
