namespace RerankFunctions.Reading;

internal static class TableText
{
    /// <summary>
    /// A row as one line: its cells with bars between them. Empty for a row of empty cells.
    /// </summary>
    /// <param name="keepEmpty">Whether empty cells keep their place, so that the columns match those of a header; else they are left out.</param>
    public static string Row(IReadOnlyList<string> cells, bool keepEmpty)
    {
        var last = cells.Count;
        while (last > 0 && cells[last - 1].Length == 0)
            last--;
        return string.Join(" | ", cells.Take(last).Where(cell => keepEmpty || cell.Length > 0));
    }
}
