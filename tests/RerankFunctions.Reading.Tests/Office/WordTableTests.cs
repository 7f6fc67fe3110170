using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests.Office;

public sealed class WordTableTests
{
    [Fact]
    public void Two_rows_of_names_stand_above_every_passage()
    {
        var blocks = Read(
            Row(Cell("Place", "<w:vMerge w:val=\"restart\"/>"), Cell("Summer", "<w:gridSpan w:val=\"2\"/>"))
            + Row(Cell("", "<w:vMerge/>"), Cell("Length"), Cell("Fee")) + Row(Cell("Quay"), Cell("3"), Cell("6")));

        Assert.Equal(["TableRow Quay | 3 | 6"], Reading.Outline(blocks));
        Assert.Equal("Place | Summer\nPlace | Length | Fee", blocks[0].TableHeader);
    }

    [Fact]
    public void Rows_that_are_marked_as_names_are_names()
    {
        var blocks = Read(Row("<w:trPr><w:tblHeader/></w:trPr>", Cell("Place"), Cell("Summer")) + Row("<w:trPr><w:tblHeader/></w:trPr>", Cell(""), Cell("Fee")) + Row(Cell("Quay"), Cell("6")), look: "");

        Assert.Equal("Place | Summer\n | Fee", Assert.Single(blocks).TableHeader);
    }

    [Fact]
    public void A_title_above_the_names_and_an_empty_corner_hide_no_names()
    {
        var blocks = Read(Row(Cell("Prices", "<w:gridSpan w:val=\"3\"/>")) + Row(Cell(""), Cell("2023"), Cell("2024")) + Row(Cell("North"), Cell("1"), Cell("2")));

        Assert.Equal(["Paragraph Prices", "TableRow North | 1 | 2"], Reading.Outline(blocks));
        Assert.Equal(" | 2023 | 2024", blocks[1].TableHeader);
    }

    [Fact]
    public void A_merged_cell_has_its_value_in_every_row()
    {
        var blocks = Read(Row(Cell("Region"), Cell("City")) + Row(Cell("North", "<w:vMerge w:val=\"restart\"/>"), Cell("Umea")) + Row(Cell("", "<w:vMerge/>"), Cell("Lulea")));

        Assert.Equal(["TableRow North | Umea", "TableRow North | Lulea"], Reading.Outline(blocks));
    }

    [Fact]
    public void A_table_that_arranges_the_page_is_no_table()
    {
        const string Heading = "<w:tc><w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>Left</w:t></w:r></w:p><w:p><w:r><w:t>text</w:t></w:r></w:p></w:tc>";

        Assert.Equal(["Heading2 Left", "Paragraph text", "Paragraph right"], Reading.Outline(Read(Row(Heading, Cell("right")))));
    }

    private static List<Block> Read(string rows, string look = "<w:tblLook w:val=\"04A0\" w:firstRow=\"1\"/>")
        => OfficeReading.Read("a.docx", Word($"<w:tbl><w:tblPr>{look}</w:tblPr>{rows}</w:tbl>")).Blocks;

    private static string Row(params string[] cells) => $"<w:tr>{string.Concat(cells)}</w:tr>";

    private static string Cell(string text, string properties = "")
        => $"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>";
}
