using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>A table that holds data: a row each, with the lines that name the columns.</summary>
internal sealed class HtmlTable
{
    private const int LongestCell = 2000;

    private static readonly HashSet<string> Layout = ["table", "h1", "h2", "h3", "h4", "h5", "h6"];

    private readonly string? _caption;
    private readonly List<HtmlRow> _rows;

    private HtmlTable(IElement table, ContentRules rules)
    {
        _rows = HtmlRow.ReadRows(RowsOf(table).Where(row => !rules.Excludes(row)), rules);
        _caption = table.Children.FirstOrDefault(part => part.LocalName is "caption") is { } caption ? new HtmlTexts(caption, rules).OneLine : null;
    }

    /// <summary>The table's own rows, whichever part of it they are in.</summary>
    public static IEnumerable<IElement> RowsOf(IElement table)
        => table.Children.SelectMany(part => part.LocalName is "tr" ? [part] : part.Children.Where(row => row.LocalName is "tr"));

    /// <returns>Null for a table that only arranges a page: its cells hold tables, headings or long text, or there is just one column.</returns>
    public static HtmlTable? ReadTable(IElement element, ContentRules rules)
    {
        if (element.Descendants().OfType<IElement>().Any(inner => Layout.Contains(inner.LocalName))
            || element.GetAttribute("role") is "presentation" or "none")
            return null;
        var table = new HtmlTable(element, rules);
        return table._rows.All(row => row.Cells.Length < 2) || table._rows.Any(row => row.Cells.Any(cell => cell.Length > LongestCell))
            ? null : table;
    }

    /// <summary>
    /// Caption and title rows as paragraphs; then rows. Header rows, one or several, name the columns until others follow further below.
    /// </summary>
    public IEnumerable<Block> Blocks()
    {
        if (!string.IsNullOrEmpty(_caption))
            yield return new Block(BlockKind.Paragraph, _caption);
        var header = "";
        var hasRows = false;
        for (var at = 0; at < _rows.Count; at++)
        {
            if (!hasRows && header.Length == 0 && _rows[at].IsTitle && at < _rows.Count - 1)
            {
                foreach (var piece in BlockText.Pieces(_rows[at].Line(keepEmpty: false)))
                    yield return new Block(BlockKind.Paragraph, piece);
                continue;
            }

            var names = HeaderAt(at);
            if (names > 0 && at + names < _rows.Count)
            {
                header = string.Join('\n', _rows.Skip(at).Take(names).Select(row => row.Line(keepEmpty: true)).Where(line => line.Length > 0));
                at += names - 1;
                continue;
            }

            hasRows = true;
            if (_rows[at].Line(keepEmpty: header.Length > 0) is { Length: > 0 } text)
                foreach (var piece in BlockText.Pieces(text))
                    yield return new Block(BlockKind.TableRow, piece) { TableHeader = header.Length > 0 ? header : null };
        }
    }

    // How many rows from here on name columns; a first row in bold does where nothing else is marked.
    private int HeaderAt(int at)
    {
        var names = 0;
        while (at + names < _rows.Count && _rows[at + names].IsHeader)
            names++;
        return names > 0 || !_rows[at].IsBold || _rows.Take(at).Any(row => !row.IsTitle) || _rows.Skip(at + 1).Any(row => row.IsBold || row.IsHeader)
            ? names : 1;
    }
}
