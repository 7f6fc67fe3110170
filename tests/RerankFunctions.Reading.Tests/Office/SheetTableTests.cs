using System.Globalization;
using System.Net;
using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests.Office;

/// <summary>How people lay out tables. Cells of a row stand between bars, rows between semicolons; numbers are numbers.</summary>
public sealed class SheetTableTests
{
    [Theory]
    // An empty corner; years, and months, for names.
    [InlineData("|Length|Fee; Quay|2|3", "Quay; Length: 2; Fee: 3")]
    [InlineData("Region|2023|2024; North|6|10; South|7|12", "Region: North; 2023: 6; 2024: 10; Region: South; 2023: 7; 2024: 12")]
    [InlineData("|2022|2023|2024; North|6|10|11", "North; 2022: 6; 2023: 10; 2024: 11")]
    [InlineData("Region|2022|2023|Total; North|1999|2001|4000; South|12|13|25", "Region: North; 2022: 1999; 2023: 2001; Total: 4000; Region: South; 2022: 12; 2023: 13; Total: 25")]
    // But years above years are values.
    [InlineData("Pump|2019|2020; Fan|2020|2021", "Pump | 2019 | 2020; Fan | 2020 | 2021")]
    // A title, and two rows of names.
    [InlineData("Prices of May; Place|Fee; Quay|3", "Prices of May; Place: Quay; Fee: 3")]
    [InlineData("Place|Summer||Winter|; |Length|Fee|Length|Fee; Quay|1|2|3|4", "Place: Quay; Summer: Length: 1; Fee: 2; Winter: Length: 3; Fee: 4")]
    [InlineData("Prices; Place|Summer|; |Length|Fee; Quay|1|2", "Prices; Place: Quay; Summer: Length: 1; Fee: 2")]
    [InlineData("Customer|ACME; Order|12; Item|Amount|Price; Bolt|3|4", "Customer | ACME; Order | 12; Item: Bolt; Amount: 3; Price: 4")]
    [InlineData("Report|of May; Place|Summer||Remark; |Length|Fee|; Quay|1|2|fine", "Report | of May; Place: Quay; Summer: Length: 1; Fee: 2; Remark: fine")]
    // Tables one below the other, with and without a blank row, and a table that goes on below one.
    [InlineData("Item|Amount; Pay|25;; Article|Cost; Rent|8;; Gas|4", "Item: Pay; Amount: 25; Article: Rent; Cost: 8; Article: Gas; Cost: 4")]
    [InlineData("INCOME; Item|Amount; Pay|25; EXPENSES; Article|Cost; Rent|8", "INCOME; Item: Pay; Amount: 25; EXPENSES; Article: Rent; Cost: 8")]
    // Names said again in the middle.
    [InlineData("Item|Amount; Pay|25; Item|Amount; Rent|8", "Item: Pay; Amount: 25; Item: Rent; Amount: 8")]
    // Tables side by side; but a blank column within a table parts nothing.
    [InlineData("Item|Amount||Item|Amount; Pay|25||Rent|8", "Item: Pay; Amount: 25; Item: Rent; Amount: 8")]
    [InlineData("Item|Amount||Remark; Pay|25||; Other|3||late", "Item: Pay; Amount: 25; Item: Other; Amount: 3; Remark: late")]
    // Labels beside their values, and a remark below.
    [InlineData("Name:|Pump; Type:|X2; Weight:|12", "Name: Pump; Type: X2; Weight: 12")]
    [InlineData("Team|Wins; A|3; Source: the league's office, as of May 2024, subject to change|", "Team: A; Wins: 3; Source: the league's office, as of May 2024, subject to change")]
    [InlineData("Name|Value", "Name | Value")]
    public void Every_row_carries_the_names_of_its_own_table(string rows, string expected)
        => Assert.Equal(expected, string.Join("; ", Read(Rows(rows))));

    [Fact]
    public void Merged_cells_carry_their_value_in_every_row_and_names_over_their_columns()
    {
        const string Merges = """<mergeCells count="3"><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="A3:A4"/></mergeCells>""";

        var texts = Read(Rows("Place|Summer|; |Length|Fee; Quay|1|2; |3|4") + "</sheetData>" + Merges + "<sheetData>");

        Assert.Equal(["Place: Quay; Summer: Length: 1; Fee: 2", "Place: Quay; Summer: Length: 3; Fee: 4"], texts);
    }

    [Fact]
    public void Hidden_rows_columns_and_sheets_are_left_out_and_told()
    {
        var rows = Rows("Name|Secret|Sum; a|x1|3; b|x2|4").Replace("<row r=\"3\"", "<row r=\"3\" hidden=\"1\"", StringComparison.Ordinal);

        var (blocks, notes) = OfficeReading.Read("a.xlsx", Workbook(
            "", ("Sheet", null, "</sheetData><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>" + rows), ("Gone", "veryHidden", Rows("a|b"))));

        Assert.Equal(["Sheet", "Name: a; Sum: 3"], blocks.Select(block => block.Text));
        Assert.Equal(["1 hidden column left out", "1 hidden row left out", "1 hidden sheet left out"], notes);
    }

    [Fact]
    public void Formulas_that_no_program_has_calculated_are_told()
    {
        var (_, notes) = OfficeReading.Read("a.xlsx", Workbook("", ("Sheet", null, Rows("Name|Sum; a|3") + "<row r=\"3\"><c r=\"B3\"><f>1+2</f></c></row>")));

        Assert.Equal("1 formula has no value in the file: save it once in a spreadsheet program", Assert.Single(notes));
    }

    [Fact]
    public void A_table_of_many_rows_keeps_its_names_to_the_end()
    {
        var rows = string.Join(';', Enumerable.Range(1, 2_500).Select(number => $"row|{number}").Prepend("Name|Value"));

        Assert.Equal(Enumerable.Range(1, 2_500).Select(number => $"Name: row; Value: {number}"), Read(Rows(rows)));
    }

    private static IEnumerable<string> Read(string sheetData)
        => OfficeReading.Read("a.xlsx", Workbook("", ("Sheet", null, sheetData))).Blocks.Skip(1).Select(block => block.Text);

    private static string Rows(string rows) => string.Concat(rows.Split(';').Select((row, at) =>
        $"<row r=\"{at + 1}\">{string.Concat(row.Trim().Split('|').Select((cell, column) => Cell((char)('A' + column), at + 1, cell)))}</row>"));

    private static string Cell(char column, int row, string text) => text.Length == 0 ? ""
        : double.TryParse(text, CultureInfo.InvariantCulture, out _) ? $"<c r=\"{column}{row}\"><v>{text}</v></c>"
        : $"<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{WebUtility.HtmlEncode(text)}</t></is></c>";
}
