using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>The formats of a workbook's cell styles.</summary>
internal sealed class SheetFormats
{
    private const string Day = "yyyy-mm-dd";

    // ECMA-376 part 1, 18.8.30: what files do not spell out. Those of Chinese, Japanese, Korean and Thai differ by the program's language;
    // they are days, or times of day.
    private static readonly Dictionary<int, string> BuiltIn = Codes(
        ("0", [1, 59]),
        ("0.00", [2, 60]),
        ("#,##0", [3, 61]),
        ("#,##0.00", [4, 62]),
        ("$#,##0_);($#,##0)", [5, 6]),
        ("$#,##0.00_);($#,##0.00)", [7, 8]),
        ("0%", [9, 67]),
        ("0.00%", [10, 68]),
        ("0.00E+00", [11]),
        ("# ?/?", [12, 69]),
        ("# ??/??", [13, 70]),
        (Day, [14, 15, 16, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58, 71, 72, 74, 81]),
        ("yyyy-mm", [17, 73]),
        ("h:mm AM/PM", [18]),
        ("h:mm:ss AM/PM", [19]),
        ("h:mm", [20, 32, 75]),
        ("h:mm:ss", [21, 33, 76]),
        ("yyyy-mm-dd h:mm", [22, 77]),
        ("#,##0_);(#,##0)", [37, 38]),
        ("#,##0.00_);(#,##0.00)", [39, 40]),
        ("#,##0_);(#,##0);\"-\"_);@", [41]),
        ("$#,##0_);($#,##0);\"-\"_);@", [42]),
        ("#,##0.00_);(#,##0.00);\"-\"??_);@", [43]),
        ("$#,##0.00_);($#,##0.00);\"-\"??_);@", [44]),
        ("mm:ss", [45, 78]),
        ("[h]:mm:ss", [46, 79]),
        ("mm:ss.0", [47, 80]),
        ("##0.0E+0", [48]),
        ("@", [49]));

    private readonly Dictionary<int, CellFormat> _formats = [];
    private readonly List<CellFormat> _styles = [];

    private SheetFormats(bool from1904) => From1904 = from1904;

    /// <summary>Whether days count from 1904, as in workbooks from old Macs.</summary>
    public bool From1904 { get; }

    public CellFormat this[string? style]
        => int.TryParse(style ?? "0", CultureInfo.InvariantCulture, out var at) && at >= 0 && at < _styles.Count ? _styles[at] : CellFormat.General;

    public static SheetFormats ReadFormats(WorkbookPart workbook)
    {
        var formats = new SheetFormats(workbook.Workbook?.WorkbookProperties?.Date1904?.Value ?? false);
        if (workbook.WorkbookStylesPart is { } part)
            formats.Read(part);
        return formats;
    }

    private void Read(WorkbookStylesPart part)
    {
        var codes = new Dictionary<int, string>();
        var inCells = false;
        using var xml = OfficePackage.Xml(part);
        while (xml.Read())
        {
            if (xml.LocalName is "cellXfs")
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (xml.NodeType != XmlNodeType.Element)
                continue;
            else if (xml.LocalName is "numFmt" && Id(xml) is { } id && xml.Value("formatCode") is { } code)
                codes[id] = EscapedText.Decode(code);
            else if (inCells && xml.LocalName is "xf")
                _styles.Add(Format(Id(xml) ?? 0, codes));
        }
    }

    private CellFormat Format(int id, Dictionary<int, string> codes)
    {
        if (!_formats.TryGetValue(id, out var format))
            _formats[id] = format = (codes.GetValueOrDefault(id) ?? BuiltIn.GetValueOrDefault(id)) is { } code
                ? new CellFormat(code) : CellFormat.General;
        return format;
    }

    private static Dictionary<int, string> Codes(params (string Code, int[] Ids)[] codes)
        => codes.SelectMany(code => code.Ids.Select(id => (id, code.Code))).ToDictionary();

    private static int? Id(XmlReader xml) => int.TryParse(xml.Value("numFmtId"), CultureInfo.InvariantCulture, out var id) ? id : null;
}
