using RerankFunctions.Reading.Office.Sheets;

namespace RerankFunctions.Reading.Tests.Office;

public sealed class CellFormatTests
{
    [Theory]
    [InlineData("[h]:mm", 1.5, "36:00")]
    [InlineData("[mm]:ss", 0.02, "28:48")]
    [InlineData("_-* #,##0.00\\ _D_M_-;\\-* #,##0.00\\ _D_M_-", 1250.5, "1,250.50")]
    [InlineData("_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\)", -1250.5, "$ (1,250.50)")]
    [InlineData("#,##0.00\\ [$€-407]", 1234.5, "1,234.50 €")]
    [InlineData("00000", 2134, "02134")]
    [InlineData("0.0%", 0.0617, "6.17%")]
    [InlineData("0%", 0.125, "12.5%")]
    [InlineData("0%", 0.62293333333333334, "62%")]
    [InlineData("0.0", 12.345, "12.3")]
    [InlineData("# ?/?", 1.5, "1 1/2")]
    [InlineData("yyyy\"年\"m\"月\"d\"日\"", 45123, "2023-07-16")]
    [InlineData("[$-407]d. mmmm yyyy", 45123, "2023-07-16")]
    [InlineData("dd/mm/yyyy hh:mm", 45123.75, "2023-07-16 18:00:00")]
    [InlineData("mmm-yy", 45123, "2023-07")]
    [InlineData("yyyy", 45123, "2023")]
    [InlineData("h:mm", 44197.5, "12:00")]
    [InlineData("General", 0.30000000000000004, "0.3")]
    [InlineData("Standard", 1.2345678901234501E+18, "1234567890123450000")]
    [InlineData("yyyy-mm-dd", 1, "1900-01-01")]
    [InlineData("yyyy-mm-dd", 59, "1900-02-28")]
    [InlineData("yyyy-mm-dd", 60, "1900-02-29")]
    [InlineData("yyyy-mm-dd", 61, "1900-03-01")]
    [InlineData("yyyy-mm-dd", 44197.99999999999, "2021-01-02")]
    [InlineData(";;;", 5, "")]
    [InlineData("*x0", 5, "5")]
    [InlineData("0\"*x\"", 5, "5*x")]
    public void Numbers_are_as_the_cell_shows_them(string code, double number, string shown)
        => Assert.Equal(shown, new CellFormat(code).Show(number, from1904: false));

    [Theory]
    [InlineData("yyyy-mm-dd", 0, "1904-01-01")]
    [InlineData("yyyy-mm-dd", 43661, "2023-07-16")]
    [InlineData("[h]:mm", 1.5, "36:00")]
    public void Days_count_from_1904_where_the_workbook_says_so(string code, double number, string shown)
        => Assert.Equal(shown, new CellFormat(code).Show(number, from1904: true));

    [Theory]
    [InlineData("first_x000D_\nsecond", "first\r\nsecond")]
    [InlineData("_x005F_x0041_", "_x0041_")]
    [InlineData("_xZZ_ a_x", "_xZZ_ a_x")]
    public void Escaped_characters_are_decoded_once(string text, string decoded) => Assert.Equal(decoded, EscapedText.Decode(text));

    [Theory]
    [InlineData("@\" km\"", "12", "12 km")]
    [InlineData("0;0;0;\"Nr. \"@", "A12", "Nr. A12")]
    [InlineData("_-* #,##0_-;_-@_-", "n/a", "n/a")]
    [InlineData("@", "n/a", "n/a")]
    public void Words_that_a_format_puts_around_a_text_are_shown(string code, string text, string shown)
        => Assert.Equal(shown, new CellFormat(code).Show(text));
}
