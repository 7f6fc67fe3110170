using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>A table that the workbook says is one, with its columns' names.</summary>
/// <param name="HeaderRows">Rows at its top that hold the names; 0 where they are switched off.</param>
internal sealed partial record SheetTable(SheetRange Range, int HeaderRows, IReadOnlyList<string> Names)
{
    public static List<SheetTable> ReadTables(WorksheetPart part)
        => [.. part.TableDefinitionParts.Select(Read).OfType<SheetTable>().OrderBy(table => table.Range.Top).ThenBy(table => table.Range.Left)];

    private static SheetTable? Read(TableDefinitionPart part)
    {
        using var xml = OfficePackage.Xml(part);
        SheetRange? range = null;
        var headerRows = 1;
        var names = new List<string>();
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName is "table" && xml.Value("ref") is { } reference)
            {
                range = SheetRange.Parse(reference);
                headerRows = int.TryParse(xml.Value("headerRowCount"), CultureInfo.InvariantCulture, out var rows) ? rows : 1;
            }
            else if (xml.LocalName is "tableColumn")
            {
                names.Add(BlockText.OneLine(EscapedText.Decode(xml.Value("name") ?? "")));
            }
        }

        if (headerRows == 0)
            names = [.. names.Select(name => GivenName().IsMatch(name) ? "" : name)];
        return range is { } cells ? new SheetTable(cells, headerRows, names) : null;
    }

    // What the program calls a column that has no name.
    [GeneratedRegex(@"^\p{L}+ ?\d+$")]
    private static partial Regex GivenName();
}
