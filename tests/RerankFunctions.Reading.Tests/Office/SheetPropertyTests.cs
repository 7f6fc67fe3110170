using System.Globalization;
using FsCheck.Xunit;
using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests.Office;

[Properties(Arbitrary = [typeof(OfficePieces)], MaxTest = 100)]
public sealed class SheetPropertyTests
{
    private const string Styles = """
        <numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="_-* #,##0.00\ _D_M_-"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs>
        """;

    [Property]
    public void Every_cell_of_every_table_comes_once_under_its_own_names_but_what_a_note_tells(OfficePieces tables)
    {
        var (xml, row, isHidden) = ("", 0, false);
        var expected = new List<string>();
        foreach (var (number, table) in tables.All.Index())
        {
            // A blank row, then a title for some, names, and rows of them.
            row++;
            if (table.Kind == 0)
            {
                xml += Row(++row, Text(0, row, table.Xml));
                expected.Add(table.Text);
            }

            if (table.Kind is 1 or 2)
                xml += Row(++row, Text(0, row, "Place"), Text(1, row, "Summer"));
            string[] names = [$"Name{number}", $"Value{number}", "Note"];
            var nested = table.Kind is 1 or 2;
            xml += nested
                ? Row(++row, Text(1, row, names[1]), Text(2, row, names[2]))
                : Row(++row, Text(0, row, names[0]), Text(1, row, names[1]), Text(2, row, names[2]));
            foreach (var (at, word) in table.Words.Index())
            {
                var (value, shown) = Value((number + at) % 5);
                var isLeftOut = table.Kind == 3 && at == 1;
                isHidden |= isLeftOut;
                xml += Row(++row, isLeftOut, Text(0, row, System.Net.WebUtility.HtmlEncode(word)), $"<c r=\"B{row}\" {value}</c>", Text(2, row, "more"));
                if (!isLeftOut)
                    expected.Add(nested ? $"Place: {word}; Summer: {names[1]}: {shown}; Note: more" : $"{names[0]}: {word}; {names[1]}: {shown}; Note: more");
            }
        }

        var (blocks, notes) = OfficeReading.Read("a.xlsx", Workbook(Styles, ("Sheet", null, xml)));

        Assert.Equal(["Sheet", .. expected], blocks.Select(block => block.Text));
        Assert.Equal(isHidden, notes.Any(note => note.Contains("hidden row", StringComparison.Ordinal)));
    }

    private static (string Xml, string Shown) Value(int kind) => kind switch
    {
        0 => ("><v>0.30000000000000004</v>", "0.3"),
        1 => ("s=\"1\"><v>6.1699999999999998E-2</v>", "6.17%"),
        2 => ("s=\"2\"><v>1.5</v>", "36:00"),
        3 => ("s=\"3\"><v>1250.5</v>", "1,250.50"),
        _ => ("s=\"4\"><v>45123</v>", "2023-07-16"),
    };

    private static string Text(int column, int row, string xml)
        => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{row}\" t=\"inlineStr\"><is><t>{xml}</t></is></c>");

    private static string Row(int number, params string[] cells) => Row(number, isHidden: false, cells);

    private static string Row(int number, bool isHidden, params string[] cells)
        => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\"{(isHidden ? " hidden=\"1\"" : "")}>{string.Concat(cells)}</row>");
}
