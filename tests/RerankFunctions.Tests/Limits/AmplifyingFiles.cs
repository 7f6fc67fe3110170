using System.IO.Compression;
using System.Text;

namespace RerankFunctions.Tests.Limits;

/// <summary>Small files that say the same over and over, or hold one thing too large: made to cost a fortune.</summary>
internal static class AmplifyingFiles
{
    private const string Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>12,000 cells that all refer to one string of a megabyte: 12 GB of text in some 100 KB.</summary>
    public static BinaryData Workbook()
    {
        const int Rows = 1_000, Columns = 12;
        var cells = string.Concat(Enumerable.Range(1, Rows).Select(
            row => $"<row r=\"{row}\">{string.Concat(Enumerable.Range(0, Columns).Select(column => $"<c r=\"{(char)('A' + column)}{row}\" t=\"s\"><v>0</v></c>"))}</row>"));
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
                </Types>
                """);
            Add("_rels/.rels", Related(("officeDocument", "xl/workbook.xml")));
            Add("xl/workbook.xml", $"""<workbook xmlns="{Sheet}" xmlns:r="{Relationships}"><sheets><sheet name="one" sheetId="1" r:id="r0"/></sheets></workbook>""");
            Add("xl/_rels/workbook.xml.rels", Related(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")));
            Add("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Sheet}"><sheetData>{cells}</sheetData></worksheet>""");
            Add("xl/sharedStrings.xml", $"""<sst xmlns="{Sheet}" count="12000" uniqueCount="1"><si><t>{Words(1 << 20)}</t></si></sst>""");

            void Add(string name, string content)
            {
                using var entry = new StreamWriter(archive.CreateEntry(name).Open());
                entry.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content);
            }
        }

        return BinaryData.FromBytes(file.ToArray());
    }

    /// <summary>300 cells that each stand in 1,000 rows: a table of 300,000 in some 30 KB.</summary>
    public static BinaryData Page() => BinaryData.FromString(
        "<html><body><table><tr>" + string.Concat(Enumerable.Range(0, 300).Select(cell => $"<td rowspan=\"1000\">{cell} {Words(60)}</td>")) + "</tr>"
        + string.Concat(Enumerable.Repeat("<tr><td>row</td></tr>", 999)) + "</table></body></html>");

    /// <summary>One record of 6 MB.</summary>
    public static BinaryData Record() => BinaryData.FromString($"name,text\r\none,\"{Words(6 << 20)}\"\r\n");

    private static string Related(params (string Type, string Target)[] parts)
        => $"""<Relationships xmlns="{PackageRelationships}">"""
            + string.Concat(parts.Select((part, at) => $"""<Relationship Id="r{at}" Type="{Relationships}/{part.Type}" Target="{part.Target}"/>"""))
            + "</Relationships>";

    private static string Words(int characters) => new StringBuilder().Insert(0, "words ", (characters / 6) + 1).ToString()[..characters];
}
