using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>A row of a table, with what spans into it.</summary>
/// <param name="Cells">One for each column.</param>
/// <param name="IsHeader">It names columns: it is in the table's head, or all its cells with text are header cells.</param>
/// <param name="IsTitle">One text over all columns.</param>
/// <param name="Filled">Its own cells with text.</param>
internal sealed record HtmlRow(string[] Cells, bool IsHeader, bool IsTitle, IElement[] Filled)
{
    private const int MostColumns = 1000;
    private const int LongestRepeated = 200;

    /// <summary>All its texts are bold.</summary>
    public bool IsBold => Filled.Length > 1 && Filled.All(IsBoldCell);

    public string Line(bool keepEmpty) => IsTitle ? Cells.First(cell => cell.Length > 0) : TableText.Row(Cells, keepEmpty);

    public static List<HtmlRow> ReadRows(IEnumerable<IElement> rows, ContentRules rules)
    {
        var spanning = new Dictionary<int, (string Text, int Rows)>();
        var parts = rows.Select(row => (Row: row, Cells: row.Children
            .Where(cell => cell.LocalName is "td" or "th" && !rules.Excludes(cell)).Select(cell => Cell.ReadCell(cell, rules)).ToArray())).ToArray();
        var hasHeader = parts.Any(part => part.Cells.Length > 1 && IsHead(part.Row, part.Cells));
        var columns = parts.Length == 0 ? 0 : parts.Max(part => part.Cells.Sum(cell => cell.Columns));
        return [.. parts.Select(part => ReadRow(part.Row, part.Cells, spanning, columns, hasHeader))];
    }

    private static HtmlRow ReadRow(
        IElement row, Cell[] cells, Dictionary<int, (string Text, int Rows)> spanning, int columns, bool hasHeader)
    {
        var isFree = spanning.Count == 0;
        var texts = new List<string>();
        foreach (var (_, text, spannedColumns, spannedRows) in cells)
        {
            AddSpanning(texts, spanning);
            // A cell that spans rows or columns belongs to each of them, where columns have names.
            var repeated = hasHeader && text.Length <= LongestRepeated ? text : "";
            for (var column = 0; column < spannedColumns; column++)
            {
                if (spannedRows > 1)
                    spanning[texts.Count] = (column == 0 ? text : repeated, spannedRows - 1);
                texts.Add(column == 0 ? text : repeated);
            }
        }

        AddSpanning(texts, spanning);
        var filled = cells.Where(cell => cell.Text.Length > 0).ToArray();
        var isTitle = isFree && columns > 1 && filled.Length == 1 && filled[0].Rows == 1
            && (cells.Length == 1 && (filled[0].Columns > 1 || filled[0].Element.LocalName is "th") || filled[0].Columns >= columns);
        return new HtmlRow(
            [.. texts], !isTitle && filled.Length > 0 && IsHead(row, cells), isTitle, [.. filled.Select(cell => cell.Element)]);
    }

    private static bool IsHead(IElement row, Cell[] cells)
    {
        if (row.ParentElement?.LocalName is "thead")
            return true;
        if (cells.Length < 2)
            return false;
        var filled = cells.Where(cell => cell.Text.Length > 0).ToArray();
        return filled.Length > 0
            && filled.All(cell => cell.Element.LocalName is "th" && cell.Element.GetAttribute("scope") is not ("row" or "rowgroup"))
            && (filled.Length > 1 || filled[0].Columns > 1);
    }

    private static void AddSpanning(List<string> texts, Dictionary<int, (string Text, int Rows)> spanning)
    {
        while (spanning.TryGetValue(texts.Count, out var cell))
        {
            if (cell.Rows == 1)
                spanning.Remove(texts.Count);
            else
                spanning[texts.Count] = cell with { Rows = cell.Rows - 1 };
            texts.Add(cell.Text);
        }
    }

    private static bool IsBoldCell(IElement cell)
        => cell.QuerySelectorAll("b, strong").Sum(bold => bold.TextContent.Trim().Length) >= cell.TextContent.Trim().Length;

    private sealed record Cell(IElement Element, string Text, int Columns, int Rows)
    {
        public static Cell ReadCell(IElement cell, ContentRules rules) => new(
            cell, new HtmlTexts(cell, rules).OneLine, Math.Clamp(Span(cell, "colspan"), 1, MostColumns), Span(cell, "rowspan"));
    }

    private static int Span(IElement cell, string attribute) => int.TryParse(cell.GetAttribute(attribute), out var span) && span > 0 ? span : 1;
}
