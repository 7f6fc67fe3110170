namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>A rectangle of cells with blank ones around it: a table with its own header, or lines of text.</summary>
internal sealed class SheetRegion(IReadOnlyList<SheetRow> rows, int left, int right)
{
    // A line of this length that stands alone in its row is a remark, not a value.
    private const int ShortestRemark = 50;

    // So many blank columns are tried; a sheet with more is no page of tables.
    private const int MostGaps = 50;

    public int Top => rows[0].Number;

    public int Left => left;

    /// <summary>Takes rows apart where blank ones are between them, and at blank columns where those part tables.</summary>
    public static IEnumerable<SheetRegion> Cut(List<SheetRow> rows) => Bands(rows).SelectMany(CutAcross);

    private static IEnumerable<SheetRegion> CutAcross(IReadOnlyList<SheetRow> band)
    {
        var width = band.Max(row => row.Cells.Count);
        var filled = Enumerable.Range(0, width).Where(column => band.Any(row => row[column].IsFilled)).ToList();
        var gaps = 0;
        for (var at = 1; at < filled.Count; at++)
        {
            if (filled[at] == filled[at - 1] + 1)
                continue;
            if (++gaps <= MostGaps && AreApart(band, filled[0], filled[at - 1], filled[at], filled[^1]))
                return [.. Cut(Part(band, filled[0], filled[at - 1])), .. Cut(Part(band, filled[at], filled[^1]))];
        }

        return [new SheetRegion(band, filled[0], filled[^1])];
    }

    /// <param name="names">The names above, for cells that have none of their own.</param>
    /// <param name="isContinued">Whether it goes on from the rows before, so that no header is looked for.</param>
    /// <returns>The names below it.</returns>
    public SheetNames? Read(SheetNames? names, bool isContinued, List<Block> blocks)
    {
        var at = 0;
        if (!isContinued)
        {
            for (; at < rows.Count && IsTitle(at); at++)
                Add(blocks, BlockKind.Paragraph, Only(rows[at]));
            if (at == rows.Count)
                return names;
            for (var above = SheetHeader.RowsAbove(rows, at, left, right); above > 0; above--)
                Add(blocks, BlockKind.Paragraph, Line(rows[at++]));
            var header = SheetHeader.Rows(rows, at, left, right);
            var own = header > 0 ? SheetNames.ForTable([.. rows.Skip(at).Take(header)], left, right) : null;
            if (own is not null && at + header == rows.Count && !(names?.Covers(Columns(rows[at])) ?? false))
                Add(blocks, BlockKind.TableRow, own.Line());
            else if (own is not null && at + header == rows.Count)
                header = 0;
            names = header > 0 ? own : names is not null && rows.All(row => names.Covers(Columns(row))) ? names : null;
            at += header;
        }

        for (; at < rows.Count; at++)
        {
            var row = rows[at];
            var lone = Only(row);
            if (lone is { Kind: CellKind.Text } only && (only.Span > 1 || only.Text.Length >= ShortestRemark) && right > left)
            {
                Add(blocks, BlockKind.Paragraph, only);
                if (at + 1 < rows.Count && BeginsAnew(at + 1, names))
                    return new SheetRegion([.. rows.Skip(at + 1)], left, right).Read(null, isContinued: false, blocks);
            }
            else if (lone is { Kind: CellKind.Text } title && right > left && at + 1 < rows.Count && BeginsAnew(at + 1, names))
            {
                Add(blocks, BlockKind.Paragraph, title);
                return new SheetRegion([.. rows.Skip(at + 1)], left, right).Read(null, isContinued: false, blocks);
            }
            else if (names is null)
                Add(blocks, BlockKind.TableRow, Line(row));
            else if (!names.Repeats(row, left, right))
                Add(blocks, BlockKind.TableRow, names.Record(row, left, right));
        }

        return names;
    }

    private static void Add(List<Block> blocks, BlockKind kind, SheetCell? cell) => Add(blocks, kind, cell?.Text ?? "");

    private static void Add(List<Block> blocks, BlockKind kind, string text)
    {
        foreach (var piece in BlockText.Pieces(text))
            blocks.Add(new Block(kind, piece));
    }

    // One cell above a table; but one that spans columns further right groups those.
    private bool IsTitle(int at) => Only(rows[at]) is { } only
        && !(only.Span > 1 && !rows[at][left].IsFilled && only.Kind == CellKind.Text && at + 1 < rows.Count
        && SheetHeader.Filled(rows[at + 1], left, right) > 1);

    // Another table, right below a line that is its title: names above numbers, where so far there were numbers.
    private bool BeginsAnew(int at, SheetNames? names) => at + 1 < rows.Count && SheetHeader.Filled(rows[at], left, right) > 1
        && !(names?.Repeats(rows[at], left, right) ?? false) && SheetHeader.Rows(rows, at, left, right) > 0
        && SheetHeader.StandsOnNumbers(rows, at, left, right);

    // Without names; a label's colon parts it from its value.
    private string Line(SheetRow row) => TableText.Row([.. row.Cells.Skip(left).Take(right - left + 1).Select(cell => cell.Text)], keepEmpty: false)
        .Replace(": | ", ": ", StringComparison.Ordinal);

    private SheetCell? Only(SheetRow row)
    {
        SheetCell? only = null;
        for (var column = left; column <= right && column < row.Cells.Count; column++)
        {
            if (!row.Cells[column].IsFilled)
                continue;
            if (only is not null)
                return null;
            only = row.Cells[column];
        }

        return only;
    }

    private IEnumerable<int> Columns(SheetRow row) => Enumerable.Range(left, right - left + 1).Where(column => row[column].IsFilled);

    private static List<SheetRow> Part(IReadOnlyList<SheetRow> rows, int left, int right) => [.. rows.Select(row => row with
    {
        Cells = [.. row.Cells.Select((cell, column) => column >= left && column <= right ? cell : SheetCell.Blank)],
    })];

    private static IEnumerable<IReadOnlyList<SheetRow>> Bands(List<SheetRow> rows)
    {
        var band = new List<SheetRow>();
        foreach (var row in rows)
        {
            if (row.Cells.Exists(cell => cell.IsFilled))
                band.Add(row);
            else if (band.Count > 0)
            {
                yield return band;
                band = [];
            }
        }

        if (band.Count > 0)
            yield return band;
    }

    // Two tables rather than one with a blank column: the same names again, or headers in different rows. Lines beside a table are of it
    // where one is beside its header.
    private static bool AreApart(IReadOnlyList<SheetRow> band, int left, int leftEnd, int right, int rightEnd)
    {
        var first = band.FirstOrDefault(row => SheetHeader.Filled(row, left, leftEnd) > 1);
        var second = band.FirstOrDefault(row => SheetHeader.Filled(row, right, rightEnd) > 1);
        if (first is null || second is null)
            return (first ?? second) is { } header
                && SheetHeader.Filled(header, first is null ? left : right, first is null ? leftEnd : rightEnd) == 0;
        if (first.Number != second.Number)
            return true;
        var names = first.Cells.Take(leftEnd + 1).Where(cell => cell.IsFilled).Select(cell => cell.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return second.Cells.Skip(right).Any(cell => cell is { IsFilled: true, Kind: CellKind.Text } && names.Contains(cell.Text));
    }
}
