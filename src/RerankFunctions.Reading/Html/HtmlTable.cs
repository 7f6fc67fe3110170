using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>A table that holds data: a row each, with the line that names the columns.</summary>
internal sealed class HtmlTable
{
    private const int MostColumns = 1000;
    private const int LongestCell = 2000;
    private const string Layout = "table, h1, h2, h3, h4, h5, h6";

    private readonly string? _caption;
    private readonly List<string[]> _rows = [];
    private readonly bool _hasHeader;

    private HtmlTable(IElement table)
    {
        var rows = table.Children.SelectMany(part => part.LocalName is "tr" ? [part] : part.Children.Where(row => row.LocalName is "tr"));
        var spanning = new Dictionary<int, (string Text, int Rows)>();
        foreach (var row in rows.Where(row => !MainContent.Excludes(row)))
        {
            var cells = row.Children.Where(cell => cell.LocalName is "td" or "th").ToArray();
            if (_rows.Count == 0)
                _hasHeader = row.ParentElement!.LocalName is "thead" || cells.Length > 1 && cells.All(cell => cell.LocalName is "th");
            _rows.Add(Texts(cells, spanning));
        }

        _caption = table.Children.FirstOrDefault(part => part.LocalName is "caption") is { } caption ? Text(caption) : null;
    }

    /// <returns>Null for a table that only arranges a page: its cells hold tables, headings or long text, or there is just one column.</returns>
    public static HtmlTable? Of(IElement element)
    {
        if (element.QuerySelector(Layout) is not null)
            return null;
        var table = new HtmlTable(element);
        return table._rows.All(row => row.Length < 2) || table._rows.Any(row => row.Any(cell => cell.Length > LongestCell)) ? null : table;
    }

    public IEnumerable<Block> Blocks()
    {
        if (!string.IsNullOrEmpty(_caption))
            yield return new Block(BlockKind.Paragraph, _caption);
        var header = _hasHeader ? TableText.Row(_rows[0], keepEmpty: true) : null;
        foreach (var row in _rows.Skip(header is null ? 0 : 1))
            if (TableText.Row(row, keepEmpty: header is not null) is { Length: > 0 } text)
                foreach (var piece in BlockText.Pieces(text))
                    yield return new Block(BlockKind.TableRow, piece) { TableHeader = header };
    }

    // A cell that spans rows belongs to each of them.
    private static string[] Texts(IElement[] cells, Dictionary<int, (string Text, int Rows)> spanning)
    {
        var texts = new List<string>();
        void AddSpanning()
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

        foreach (var cell in cells)
        {
            AddSpanning();
            var text = Text(cell);
            if (Span(cell, "rowspan") is > 1 and var rows)
                spanning[texts.Count] = (text, rows - 1);
            texts.Add(text);
            for (var columns = Span(cell, "colspan"); columns > 1 && texts.Count < MostColumns; columns--)
                texts.Add("");
        }

        AddSpanning();
        return [.. texts];
    }

    private static string Text(IElement cell) => BlockText.OneLine(string.Join(' ', new HtmlBlocks(cell).Select(block => block.Text)));

    private static int Span(IElement cell, string attribute) => int.TryParse(cell.GetAttribute(attribute), out var span) ? span : 1;
}
