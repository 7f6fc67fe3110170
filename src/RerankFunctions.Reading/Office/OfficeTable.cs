namespace RerankFunctions.Reading.Office;

/// <summary>A table while it is read, row by row. Tables within its cells become part of their text.</summary>
internal sealed class OfficeTable
{
    private const int MostColumns = 1000;
    private const int MostHeaderRows = 4;

    // Beyond this, and in several paragraphs, a cell holds a page's column rather than a value.
    private const int LongestCell = 2000;

    private sealed record Cell(List<Block> Blocks, string Text, int Span, bool IsContinued, bool IsOwn);

    private readonly List<List<Cell>> _headerRows = [];
    private List<Cell> _row = [];
    private List<Cell> _above = [];
    private List<Block> _cell = [];
    private string? _header;
    private bool _hasRows;
    private bool _mayBeHeader = true;

    /// <summary>Whether the first row names the columns, as the table's style has it.</summary>
    public bool HasHeader { get; set; }

    /// <summary>Columns that the cell spans.</summary>
    public int Span { get; set; } = 1;

    /// <summary>Whether the cell goes on from the row above.</summary>
    public bool IsContinued { get; set; }

    /// <summary>Whether the cell goes on from the one before, which spans it.</summary>
    public bool IsSpanned { get; set; }

    /// <summary>Whether the row repeats on each page, which makes it a header.</summary>
    public bool IsHeaderRow { get; set; }

    public void AddText(string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            _cell.Add(new Block(BlockKind.Paragraph, text));
    }

    public void Add(Block block) => _cell.Add(block);

    public void EndCell()
    {
        var text = BlockText.Lines(string.Join('\n', _cell.Select(block => block.Text))).Replace('\n', ' ');
        if (IsContinued && text.Length == 0 && _row.Count < _above.Count)
            text = _above[_row.Count].Text;
        if (IsSpanned && _row.FindLastIndex(cell => cell.IsOwn) is >= 0 and var spanning)
            _row[spanning] = _row[spanning] with { Span = _row[spanning].Span + 1 };
        _row.Add(new Cell(_cell, text, Math.Max(Span, 1), IsContinued, IsOwn: !IsSpanned));
        for (; Span > 1 && _row.Count < MostColumns; Span--)
            _row.Add(new Cell([], "", 1, IsContinued: false, IsOwn: false));
        (_cell, Span, IsContinued, IsSpanned) = ([], 1, false, false);
    }

    public IEnumerable<Block> EndRow()
    {
        var (row, isMarked) = (_row, IsHeaderRow);
        (_row, IsHeaderRow) = ([], false);
        var own = row.Where(cell => cell.IsOwn).ToList();
        if (own.Count == 0)
            return [];
        // One cell holds no row but a framed text, or a title above the columns.
        if (own.Count == 1 || IsLayout(own))
            return Part(own);
        var above = _above;
        _above = row;
        if (_mayBeHeader && IsHeader(row, above, isMarked))
        {
            _headerRows.Add(row);
            _header = string.Join('\n', _headerRows.Select(Line));
            return [];
        }

        (_mayBeHeader, _hasRows) = (false, true);
        return BlockText.Pieces(TableText.Row([.. row.Select(cell => cell.Text)], keepEmpty: _header is not null))
            .Select(piece => new Block(BlockKind.TableRow, piece) { TableHeader = _header });
    }

    /// <summary>The header's text, if no row followed it.</summary>
    public IEnumerable<Block> End() => _hasRows ? [] : _headerRows.SelectMany(row =>
        row.Exists(cell => cell.Blocks.Count > 1) ? Part(row) : BlockText.Pieces(Line(row)).Select(piece => new Block(BlockKind.TableRow, piece)));

    private bool IsHeader(List<Cell> row, List<Cell> above, bool isMarked)
    {
        if (isMarked)
            return _headerRows.Count < MostHeaderRows;
        if (!HasHeader || _headerRows.Count >= MostHeaderRows)
            return false;
        if (_headerRows.Count == 0)
            return row.Skip(1).All(cell => cell.Text.Length > 0 || !cell.IsOwn) && row.Exists(cell => cell.Text.Length > 0);
        // A row that groups columns is followed by one that names them.
        return above.Exists(cell => cell.Span > 1 && cell.Text.Length > 0) && row.Skip(1).All(cell => cell.Text.Length > 0 || !cell.IsOwn)
            || row.Exists(cell => cell.IsContinued)
                && above.Zip(row).Any(pair => pair.Second.IsContinued && pair.Second.Text == pair.First.Text && pair.First.Text.Length > 0)
                && above.Exists(cell => cell.Span > 1);
    }

    private static bool IsLayout(List<Cell> cells) => cells.Exists(cell =>
        cell.Blocks.Exists(block => block.Kind is BlockKind.Heading or BlockKind.Title or BlockKind.Code)
        || cell.Blocks.Count > 1 && cell.Text.Length > LongestCell);

    private static IEnumerable<Block> Part(List<Cell> cells) => cells.SelectMany(cell =>
        cell.Blocks.Count > 0 ? cell.Blocks.SelectMany(block => BlockText.Pieces(block.Text).Select(piece => block with { Text = piece }))
        : []);

    private static string Line(List<Cell> row) => TableText.Row([.. row.Select(cell => cell.Text)], keepEmpty: true);
}
