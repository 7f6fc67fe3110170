using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office;

/// <param name="IsText">Written as text; not a number, a date or a truth value.</param>
internal readonly record struct SheetCell(string Text, bool IsText);

/// <summary>Reads cells as a person sees them: shared strings looked up, dates as dates.</summary>
internal sealed class SheetCells
{
    // What Excel allows (16,384 columns); a reference beyond it is nonsense.
    private const int MostColumns = 16_384;

    private readonly List<string> _shared = [];
    private SheetDates _dates = SheetDates.None;

    public static SheetCells Of(WorkbookPart workbook)
    {
        var cells = new SheetCells { _dates = SheetDates.Of(workbook) };
        if (workbook.SharedStringTablePart is { } part)
            cells.ReadShared(part);
        return cells;
    }

    public IEnumerable<IReadOnlyList<SheetCell>> Rows(XmlReader xml)
    {
        var row = new List<SheetCell>();
        var value = new StringBuilder();
        string? type = null, style = null;
        var column = 0;
        var inValue = false;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    case "row":
                        row.Clear();
                        break;
                    case "c":
                        (type, style) = (xml.Value("t"), xml.Value("s"));
                        column = Column(xml.Value("r")) ?? row.Count;
                        value.Clear();
                        break;
                    case "v" or "t":
                        inValue = !xml.IsEmptyElement;
                        break;
                    case "rPh":
                        xml.Skip();
                        break;
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                switch (xml.LocalName)
                {
                    case "v" or "t":
                        inValue = false;
                        break;
                    case "c" when column < MostColumns:
                        while (row.Count < column)
                            row.Add(new SheetCell("", IsText: true));
                        if (row.Count == column)
                            row.Add(Cell(value.ToString(), type, style));
                        break;
                    case "row":
                        yield return row;
                        break;
                }
            }
            else if (inValue && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                value.Append(xml.Value);
        }
    }

    private SheetCell Cell(string value, string? type, string? style) => type switch
    {
        "s" => new SheetCell(
            int.TryParse(value, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < _shared.Count ? _shared[at] : "", IsText: true),
        "inlineStr" or "str" => new SheetCell(BlockText.OneLine(value), IsText: true),
        "b" => new SheetCell(value is "1" ? "true" : "false", IsText: false),
        // "#N/A" and its like say nothing.
        "e" => new SheetCell("", IsText: false),
        _ => new SheetCell(_dates.Format(value, style) ?? BlockText.OneLine(value), IsText: false),
    };

    // "AB12" is column 27, from 0.
    private static int? Column(string? reference)
    {
        if (reference is null)
            return null;
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetter).Take(4))
            column = column * 26 + char.ToUpperInvariant(letter) - 'A' + 1;
        return column - 1;
    }

    private void ReadShared(SharedStringTablePart part)
    {
        using var xml = OfficePackage.Xml(part);
        var text = new StringBuilder();
        var inText = false;
        while (xml.Read())
        {
            // Phonetic guides repeat the text in another script.
            while (xml.NodeType == XmlNodeType.Element && xml.LocalName is "rPh")
                xml.Skip();
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "si" && xml.IsEmptyElement)
                _shared.Add("");
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "t")
                inText = !xml.IsEmptyElement;
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName is "t")
                inText = false;
            else if (inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(xml.Value);
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName is "si")
            {
                _shared.Add(BlockText.OneLine(text.ToString()));
                text.Clear();
            }
        }
    }
}
