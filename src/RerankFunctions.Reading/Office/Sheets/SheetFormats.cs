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
    private static readonly Dictionary<int, string> BuiltIn = new()
    {
        [1] = "0", [2] = "0.00", [3] = "#,##0", [4] = "#,##0.00", [5] = "$#,##0_);($#,##0)", [6] = "$#,##0_);($#,##0)",
        [7] = "$#,##0.00_);($#,##0.00)", [8] = "$#,##0.00_);($#,##0.00)", [9] = "0%", [10] = "0.00%", [11] = "0.00E+00", [12] = "# ?/?", [13] = "# ??/??",
        [14] = Day, [15] = Day, [16] = Day, [17] = "yyyy-mm", [18] = "h:mm AM/PM", [19] = "h:mm:ss AM/PM", [20] = "h:mm", [21] = "h:mm:ss",
        [22] = "yyyy-mm-dd h:mm", [37] = "#,##0_);(#,##0)", [38] = "#,##0_);(#,##0)", [39] = "#,##0.00_);(#,##0.00)", [40] = "#,##0.00_);(#,##0.00)",
        [41] = "#,##0_);(#,##0);\"-\"_);@", [42] = "$#,##0_);($#,##0);\"-\"_);@", [43] = "#,##0.00_);(#,##0.00);\"-\"??_);@",
        [44] = "$#,##0.00_);($#,##0.00);\"-\"??_);@", [45] = "mm:ss", [46] = "[h]:mm:ss", [47] = "mm:ss.0", [48] = "##0.0E+0", [49] = "@",
        [27] = Day, [28] = Day, [29] = Day, [30] = Day, [31] = Day, [32] = "h:mm", [33] = "h:mm:ss", [34] = Day, [35] = Day, [36] = Day,
        [50] = Day, [51] = Day, [52] = Day, [53] = Day, [54] = Day, [55] = Day, [56] = Day, [57] = Day, [58] = Day,
        [59] = "0", [60] = "0.00", [61] = "#,##0", [62] = "#,##0.00", [67] = "0%", [68] = "0.00%", [69] = "# ?/?", [70] = "# ??/??",
        [71] = Day, [72] = Day, [73] = "yyyy-mm", [74] = Day, [75] = "h:mm", [76] = "h:mm:ss", [77] = "yyyy-mm-dd h:mm", [78] = "mm:ss", [79] = "[h]:mm:ss",
        [80] = "mm:ss.0", [81] = Day,
    };

    private readonly Dictionary<int, CellFormat> _formats = [];
    private readonly List<CellFormat> _styles = [];

    private SheetFormats(bool from1904) => From1904 = from1904;

    /// <summary>Whether days count from 1904, as in workbooks from old Macs.</summary>
    public bool From1904 { get; }

    public CellFormat this[string? style] =>
        int.TryParse(style ?? "0", CultureInfo.InvariantCulture, out var at) && at >= 0 && at < _styles.Count ? _styles[at] : CellFormat.General;

    public static SheetFormats Of(WorkbookPart workbook)
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
            _formats[id] = format = (codes.GetValueOrDefault(id) ?? BuiltIn.GetValueOrDefault(id)) is { } code ? new CellFormat(code) : CellFormat.General;
        return format;
    }

    private static int? Id(XmlReader xml) => int.TryParse(xml.Value("numFmtId"), CultureInfo.InvariantCulture, out var id) ? id : null;
}
