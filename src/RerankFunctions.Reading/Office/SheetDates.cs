using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Office;

/// <summary>Tells which cell styles show a number as a date or time, and writes it so (ISO 8601).</summary>
internal sealed partial class SheetDates
{
    // Days from 1900-01-01 to 1904-01-01, where workbooks from old Macs count from.
    private const int DaysTo1904 = 1462;

    private readonly HashSet<string> _styles = [];
    private bool _from1904;

    public static SheetDates None { get; } = new();

    public static SheetDates Of(WorkbookPart workbook)
    {
        var dates = new SheetDates { _from1904 = workbook.Workbook?.WorkbookProperties?.Date1904?.Value ?? false };
        if (workbook.WorkbookStylesPart is { } part)
            dates.Read(part);
        return dates;
    }

    /// <returns>Null if the style shows no date, or the number is none.</returns>
    public string? Format(string value, string? style)
    {
        if (style is null || !_styles.Contains(style) || !double.TryParse(value, CultureInfo.InvariantCulture, out var days))
            return null;
        days += _from1904 ? DaysTo1904 : 0;
        // What DateTime.FromOADate takes.
        if (days is < 0 or >= 2958466)
            return null;
        var date = DateTime.FromOADate(days);
        return days < 1 ? date.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : date.TimeOfDay == TimeSpan.Zero ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private void Read(WorkbookStylesPart part)
    {
        var formats = new HashSet<string>();
        var inCells = false;
        var style = 0;
        using var xml = OfficePackage.Xml(part);
        while (xml.Read())
        {
            if (xml.LocalName is "cellXfs")
                inCells = xml.NodeType == XmlNodeType.Element;
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "numFmt" && xml.Value("numFmtId") is { } id
                && DateCode().IsMatch(Literals().Replace(xml.Value("formatCode") ?? "", "")))
                formats.Add(id);
            else if (inCells && xml.NodeType == XmlNodeType.Element && xml.LocalName is "xf")
            {
                if (xml.Value("numFmtId") is { } format && (IsBuiltIn(format) || formats.Contains(format)))
                    _styles.Add(style.ToString(CultureInfo.InvariantCulture));
                style++;
            }
        }
    }

    // ECMA-376 part 1, 18.8.30: the ids of formats that files do not spell out.
    private static bool IsBuiltIn(string format) =>
        int.TryParse(format, CultureInfo.InvariantCulture, out var id) && id is (>= 14 and <= 22) or (>= 45 and <= 47);

    [GeneratedRegex("[dmyhs]", RegexOptions.IgnoreCase)]
    private static partial Regex DateCode();

    [GeneratedRegex("""
        "[^"]*"|\\.|\[[^\]]*\]|General
        """, RegexOptions.IgnoreCase)]
    private static partial Regex Literals();
}
