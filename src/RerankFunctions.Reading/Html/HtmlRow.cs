using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>A row of a table, with what spans into it.</summary>
/// <param name="Cells">One for each column.</param>
/// <param name="IsHeader">It names columns: it is in the table's head, or all its cells with text are header cells.</param>
/// <param name="IsTitle">One text over all columns.</param>
/// <param name="IsBold">All its texts are bold.</param>
internal sealed record HtmlRow(string[] Cells, bool IsHeader, bool IsTitle, bool IsBold)
{
    private const int MostColumns = 1000;
    private const int LongestRepeated = 200;

    public string Line(bool keepEmpty) => IsTitle ? Cells.First(cell => cell.Length > 0) : TableText.Row(Cells, keepEmpty);

    public static List<HtmlRow> ReadRows(IEnumerable<IElement> rows, ContentRules rules)
    {
        var spanning = new Dictionary<int, (string Text, int Rows)>();
        var parts = rows.Select(row => (
            Row: row, Cells: row.Children.Where(cell => cell.LocalName is "td" or "th" && !rules.Excludes(cell)).ToArray())).ToArray();
        var hasHeader = parts.Any(part => part.Cells.Length > 1 && IsHead(part.Row, part.Cells));
        var columns = parts.Length == 0 ? 0 : parts.Max(part => part.Cells.Sum(cell => Math.Clamp(Span(cell, "colspan"), 1, MostColumns)));
        return [.. parts.Select(part => ReadRow(part.Row, part.Cells, spanning, columns, hasHeader, rules))];
    }

    private static HtmlRow ReadRow(
        IElement row, IElement[] cells, Dictionary<int, (string Text, int Rows)> spanning, int columns, bool hasHeader, ContentRules rules)
    {
        var isFree = spanning.Count == 0;
        var texts = new List<string>();
        foreach (var cell in cells)
        {
            AddSpanning(texts, spanning);
            var text = new HtmlTexts(cell, rules).OneLine;
            // A cell that spans rows or columns belongs to each of them, where columns have names.
            var repeated = hasHeader && text.Length <= LongestRepeated ? text : "";
            for (var column = 0; column < Math.Clamp(Span(cell, "colspan"), 1, MostColumns); column++)
            {
                if (Span(cell, "rowspan") is > 1 and var rows)
                    spanning[texts.Count] = (column == 0 ? text : repeated, rows - 1);
                texts.Add(column == 0 ? text : repeated);
            }
        }

        AddSpanning(texts, spanning);
        var filled = cells.Where(cell => !string.IsNullOrWhiteSpace(cell.TextContent)).ToArray();
        var isTitle = isFree && columns > 1 && filled.Length == 1 && Span(filled[0], "rowspan") == 1
            && (cells.Length == 1 && (Span(filled[0], "colspan") > 1 || filled[0].LocalName is "th") || Span(filled[0], "colspan") >= columns);
        return new HtmlRow([.. texts], !isTitle && filled.Length > 0 && IsHead(row, cells), isTitle, filled.Length > 1 && filled.All(IsBoldCell));
    }

    private static bool IsHead(IElement row, IElement[] cells)
    {
        if (row.ParentElement?.LocalName is "thead")
            return true;
        var filled = cells.Where(cell => !string.IsNullOrWhiteSpace(cell.TextContent)).ToArray();
        return cells.Length > 1 && filled.Length > 0
            && filled.All(cell => cell.LocalName is "th" && cell.GetAttribute("scope") is not ("row" or "rowgroup"))
            && (filled.Length > 1 || Span(filled[0], "colspan") > 1);
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

    private static int Span(IElement cell, string attribute) => int.TryParse(cell.GetAttribute(attribute), out var span) && span > 0 ? span : 1;
}
