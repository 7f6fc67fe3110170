using System.Text;

namespace RerankFunctions.Reading.Office;

/// <summary>A table while it is read, row by row. Tables within its cells become part of their text.</summary>
internal sealed class OfficeTable
{
    private const int MostColumns = 1000;

    private List<string> _row = [];
    private List<string> _above = [];
    private StringBuilder _cell = new();
    private string? _header;
    private bool _isFirstRow = true;

    /// <summary>Whether the first row names the columns, as the table's style has it.</summary>
    public bool HasHeader { get; set; }

    /// <summary>Columns that the cell spans.</summary>
    public int Span { get; set; } = 1;

    /// <summary>Whether the cell goes on from the row above.</summary>
    public bool IsContinued { get; set; }

    /// <summary>Whether the row repeats on each page, which makes it a header.</summary>
    public bool IsHeaderRow { get; set; }

    public void AddText(StringBuilder text)
    {
        if (_cell.Length > 0)
            _cell.Append('\n');
        _cell.Append(text);
    }

    public void EndCell()
    {
        var text = BlockText.Lines(_cell.ToString());
        if (IsContinued && text.Length == 0 && _row.Count < _above.Count)
            text = _above[_row.Count];
        _row.Add(text);
        for (; Span > 1 && _row.Count < MostColumns; Span--)
            _row.Add("");
        _cell = new StringBuilder();
        Span = 1;
        IsContinued = false;
    }

    public IEnumerable<Block> EndRow()
    {
        var cells = _row;
        (_row, _above) = ([], cells);
        var isHeader = _isFirstRow && cells.Count > 1 && (IsHeaderRow || HasHeader && cells.All(cell => cell.Length > 0));
        (_isFirstRow, IsHeaderRow) = (false, false);
        if (isHeader)
        {
            _header = TableText.Row(OneLine(cells), keepEmpty: true);
            return [];
        }

        // One cell holds no table but a framed text.
        return cells.Count == 1
            ? BlockText.Pieces(cells[0]).Select(piece => new Block(BlockKind.Paragraph, piece))
            : BlockText.Pieces(TableText.Row(OneLine(cells), keepEmpty: _header is not null))
                .Select(piece => new Block(BlockKind.TableRow, piece) { TableHeader = _header });
    }

    /// <summary>The header alone, if no row followed it.</summary>
    public IEnumerable<Block> End(bool hadRows) => hadRows || _header is null ? [] : [new Block(BlockKind.TableRow, _header)];

    private static string[] OneLine(List<string> cells) => [.. cells.Select(cell => cell.Replace('\n', ' '))];
}
