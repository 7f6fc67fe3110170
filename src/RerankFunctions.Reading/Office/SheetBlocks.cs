using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using RerankFunctions.Reading.Tabular;

namespace RerankFunctions.Reading.Office;

/// <summary>Streams the rows of a workbook's visible sheets.</summary>
internal static class SheetBlocks
{
    public static IEnumerable<Block> Of(SpreadsheetDocument package)
    {
        if (package.WorkbookPart is not { Workbook.Sheets: { } sheets } workbook)
            yield break;
        var cells = SheetCells.Of(workbook);
        var number = 0;
        foreach (var sheet in sheets.Elements<Sheet>())
        {
            number++;
            if (sheet.State?.Value is { } state && state != SheetStateValues.Visible)
                continue;
            if (sheet.Id?.Value is not { } relationship || workbook.GetPartById(relationship) is not WorksheetPart part)
                continue;
            if (BlockText.OneLine(sheet.Name?.Value) is { Length: > 0 } name)
                yield return new Block(BlockKind.Heading, name) { Level = 1, Page = number };
            foreach (var block in Rows(part, cells))
                yield return block with { Page = number };
        }
    }

    // Rows above the header are titles and remarks: they have one cell.
    private static IEnumerable<Block> Rows(WorksheetPart part, SheetCells cells)
    {
        IReadOnlyList<string>? names = null;
        var seenRow = false;
        var hasRecords = false;
        using var xml = OfficePackage.Xml(part);
        foreach (var row in cells.Rows(xml))
        {
            var filled = row.Count(cell => cell.Text.Length > 0);
            if (filled == 0)
                continue;
            if (!seenRow && filled > 1)
            {
                seenRow = true;
                if (row.All(cell => cell.IsText || cell.Text.Length == 0))
                {
                    names = [.. row.Select(cell => cell.Text)];
                    continue;
                }
            }

            var text = names is null ? TableText.Row([.. row.Select(cell => cell.Text)], keepEmpty: false)
                : RecordText.Of(names, [.. row.Select(cell => cell.Text)]);
            foreach (var piece in BlockText.Pieces(text))
                yield return new Block(seenRow ? BlockKind.TableRow : BlockKind.Paragraph, piece);
            hasRecords = true;
        }

        if (names is not null && !hasRecords)
            yield return new Block(BlockKind.TableRow, TableText.Row(names, keepEmpty: false));
    }
}
