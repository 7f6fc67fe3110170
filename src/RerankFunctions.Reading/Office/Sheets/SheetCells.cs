using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>Streams rows of cells as a person sees them: texts looked up, numbers as their formats show them.</summary>
internal sealed class SheetCells(SharedTexts shared, SheetFormats formats)
{
    // What Excel allows (16,384 columns); a reference beyond it is nonsense.
    private const int MostColumns = 16_384;

    private const int ShortNumber = 15;

    /// <summary>The sheet's rows that have cells, without those of hidden columns; what that leaves out is counted.</summary>
    public IEnumerable<SheetRow> Rows(WorksheetPart part, ReadingNotes notes)
    {
        var merged = MergedCells.ReadMerged(part);
        var hidden = new List<(int First, int Last)>();
        var emptied = new HashSet<int>();
        using var xml = OfficePackage.Xml(part);
        var text = new CellText();
        SheetRow? row = null;
        string? type = null, style = null;
        int number = 0, column = 0;
        var hasFormula = false;
        while (xml.Read())
        {
            text.Take(xml);
            if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    case "col" when xml.Value("hidden") is "1" or "true":
                        hidden.Add((Number(xml.Value("min")) - 1, Number(xml.Value("max")) - 1));
                        break;
                    case "row":
                        number = Number(xml.Value("r")) is > 0 and var given ? given : number + 1;
                        row = new SheetRow(number, [], xml.Value("hidden") is "1" or "true");
                        break;
                    case "f":
                        hasFormula = true;
                        break;
                    case "c" when row is not null:
                        text.Clear();
                        (type, style, column, hasFormula) = (null, null, row.Cells.Count, false);
                        while (xml.MoveToNextAttribute())
                        {
                            if (xml.LocalName is "t")
                                type = xml.Value;
                            else if (xml.LocalName is "s")
                                style = xml.Value;
                            else if (xml.LocalName is "r" && xml.Value.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and <= 3 and var letters)
                                column = SheetRange.Column(xml.Value.AsSpan(0, letters));
                        }

                        xml.MoveToElement();
                        break;
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement && row is not null)
            {
                if (xml.LocalName is "c" && column is >= 0 and < MostColumns && column >= row.Cells.Count)
                {
                    while (row.Cells.Count < column)
                        row.Cells.Add(SheetCell.Blank);
                    row.Cells.Add(Cell(text, type, style, notes));
                    // Programs that do not calculate write none.
                    if (hasFormula && type is null && !row.Cells[column].IsFilled)
                        notes.Count(
                            "1 formula has no value in the file: save it once in a spreadsheet program",
                            "{0:N0} formulas have no value in the file: save it once in a spreadsheet program");
                }
                else if (xml.LocalName is "row")
                {
                    merged.Apply(row);
                    foreach (var (first, last) in hidden)
                        for (var at = first; at <= last && at < row.Cells.Count; at++)
                            if (row.Cells[at].IsFilled)
                            {
                                row.Cells[at] = SheetCell.Blank;
                                if (emptied.Add(at))
                                    notes.Count("1 hidden column left out", "{0:N0} hidden columns left out");
                            }

                    yield return row;
                    row = null;
                }
            }
        }
    }

    private SheetCell Cell(CellText text, string? type, string? style, ReadingNotes notes)
    {
        if (type is "inlineStr" or "str")
            return new SheetCell(formats[style].Show(text.Take()), CellKind.Text);
        var value = text.TakeNumber();
        switch (type)
        {
            case "s":
                return new SheetCell(formats[style].Show(shared[value]), CellKind.Text);
            case "b":
                return new SheetCell(value is "1" ? "true" : value.Length > 0 ? "false" : "", CellKind.Other);
            // "#N/A" and its like say nothing.
            case "e":
                return SheetCell.Blank with { Kind = CellKind.Other };
            case "d":
                return new SheetCell(value.EndsWith("T00:00:00", StringComparison.Ordinal) ? value[..^9] : value, CellKind.Date);
        }

        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new SheetCell(BlockText.OneLine(value), value.Length == 0 ? CellKind.Text : CellKind.Other);
        var format = formats[style];
        // Short ones stand in the file as they are shown.
        var shown = format.IsPlain && value.Length < ShortNumber && !value.AsSpan().ContainsAny('E', 'e')
            ? value : format.Show(number, formats.From1904);
        if (shown.Length == 0)
            notes.Count("1 number left out whose format shows nothing", "{0:N0} numbers left out whose formats show nothing");
        return new SheetCell(shown, format.IsDate ? CellKind.Date : CellKind.Number, number);
    }

    private static int Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
