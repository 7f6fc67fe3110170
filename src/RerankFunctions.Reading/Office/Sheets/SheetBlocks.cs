using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using RerankFunctions.Reading.Office.Drawings;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>Streams the rows of a workbook's visible sheets.</summary>
internal sealed class SheetBlocks(SheetCells cells, ReadingNotes notes)
{
    // So many rows are looked at together. A longer table goes on in the next ones.
    private const int MostRows = 1_000;
    private const int MostCells = 100_000;

    // Bytes of a cell that refers to a shared text: <c t="s"><v>1</v></c>.
    private const double ShortestCell = 22;

    /// <param name="unpacked">Bytes of the workbook's XML.</param>
    /// <param name="limit">Texts that many cells share can multiply: where they could be too many, all is counted before anything is given.</param>
    public static IEnumerable<Block> ReadSheets(SpreadsheetDocument package, long unpacked, TextLimit limit, ReadingNotes notes)
    {
        if (package.WorkbookPart is not { Workbook.Sheets: { } sheets } workbook)
            yield break;
        var shared = SharedTexts.ReadShared(workbook);
        if (limit.IsBelow(unpacked / ShortestCell * shared.Longest))
            foreach (var part in workbook.WorksheetParts)
                shared.CountUses(part, limit);
        var reader = new SheetBlocks(new SheetCells(shared, SheetFormats.ReadFormats(workbook)), notes);
        var number = 0;
        foreach (var sheet in sheets.Elements<Sheet>())
        {
            number++;
            if (sheet.Id?.Value is not { } relationship || !workbook.TryGetPartById(relationship, out var part))
                continue;
            if (sheet.State?.Value is { } state && state != SheetStateValues.Visible)
            {
                notes.Count("1 hidden sheet left out", "{0:N0} hidden sheets left out");
                continue;
            }

            if (BlockText.OneLine(EscapedText.Decode(sheet.Name?.Value ?? "")) is { Length: > 0 } name)
                yield return new Block(BlockKind.Heading, name) { Level = 1, Page = number };
            foreach (var block in part is WorksheetPart worksheet ? reader.Rows(worksheet) : [])
                yield return block with { Page = number };
            var drawings = part switch
            {
                WorksheetPart { DrawingsPart: { } drawing } => drawing,
                ChartsheetPart { DrawingsPart: { } drawing } => drawing,
                _ => null,
            };
            foreach (var block in drawings is null ? [] : new DrawingText(drawings, notes) { WithValues = false }.Blocks())
                yield return block with { Page = number };
        }
    }

    private IEnumerable<Block> Rows(WorksheetPart part)
    {
        var tables = SheetTable.ReadTables(part);
        var band = new List<SheetRow>();
        SheetNames? names = null;
        var (last, size, isContinued, goesOn) = (0, 0, false, false);
        foreach (var row in cells.Rows(part, notes))
        {
            var isBlank = !row.Cells.Exists(cell => cell.IsFilled);
            if (row.IsHidden)
            {
                // What a filter hides is between rows that belong together.
                if (!isBlank)
                    notes.Count("1 hidden row left out", "{0:N0} hidden rows left out");
                last = last == row.Number - 1 ? row.Number : last;
                continue;
            }

            var isApart = isBlank || row.Number != last + 1;
            if (band.Count > 0 && (isApart || band.Count >= MostRows || size + row.Cells.Count > MostCells))
            {
                foreach (var block in Band(band, tables, ref names, isContinued))
                    yield return block;
                (band, size, goesOn) = ([], 0, !isApart);
            }

            last = row.Number;
            if (isBlank)
                continue;
            if (band.Count == 0)
                (isContinued, goesOn) = (goesOn, false);
            band.Add(row);
            size += row.Cells.Count;
        }

        foreach (var block in Band(band, tables, ref names, isContinued))
            yield return block;
    }

    private static List<Block> Band(List<SheetRow> band, List<SheetTable> tables, ref SheetNames? names, bool isContinued)
    {
        if (band.Count == 0)
            return [];
        var regions = new List<(int Top, int Left, List<Block> Blocks)>();
        var (top, bottom) = (band[0].Number, band[^1].Number);
        foreach (var table in tables.Where(table => table.Range.Top <= bottom && table.Range.Bottom >= top))
            regions.Add((Math.Max(top, table.Range.Top), table.Range.Left, Taken(table, band)));
        foreach (var region in SheetRegion.Cut(band))
        {
            var blocks = new List<Block>();
            names = region.Read(names, isContinued, blocks);
            regions.Add((region.Top, region.Left, blocks));
        }

        return [.. regions.OrderBy(region => region.Top).ThenBy(region => region.Left).SelectMany(region => region.Blocks)];
    }

    /// <summary>The table's rows of these; its cells are taken out of them.</summary>
    private static List<Block> Taken(SheetTable table, List<SheetRow> band)
    {
        var (blocks, names, range) = (new List<Block>(), SheetNames.ForTable(table), table.Range);
        foreach (var row in band.Where(row => row.Number >= range.Top && row.Number <= range.Bottom))
        {
            if (row.Number >= range.Top + table.HeaderRows)
                blocks.AddRange(BlockText.Pieces(names.Record(row, range.Left, range.Right)).Select(piece => new Block(BlockKind.TableRow, piece)));
            else if (range.Bottom < range.Top + table.HeaderRows)
                blocks.AddRange(BlockText.Pieces(names.Line()).Select(piece => new Block(BlockKind.TableRow, piece)));
            for (var column = range.Left; column <= range.Right && column < row.Cells.Count; column++)
                row.Cells[column] = SheetCell.Blank;
        }

        return blocks;
    }
}
