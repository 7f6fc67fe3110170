using RerankFunctions.Reading;
using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests;

public sealed class OfficeReaderTests
{
    [Theory]
    [InlineData("a.docx")]
    [InlineData("a.pptx")]
    [InlineData("a.xlsx")]
    public async Task What_is_no_office_file_is_refused(string name)
    {
        Assert.Contains("not an Office document", (await Reading.RefusedAsync(name, "just text")).Message, StringComparison.Ordinal);
        Assert.Contains("not an Office document", (await Reading.RefusedAsync(name, "")).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", (await Reading.RefusedAsync(name, "PK\u0003\u0004 and no more")).Message, StringComparison.Ordinal);
        var wholeKind = name == "a.docx" ? Workbook("") : Word("");
        Assert.Contains("damaged", (await Reading.RefusedAsync(name, wholeKind[..^30])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_bomb_is_refused_by_the_setting()
    {
        var bomb = Word($"<w:p><w:r><w:t>{new string('a', 40 << 20)}</w:t></w:r></w:p>");
        Assert.InRange(bomb.Length, 1, 1 << 20);

        var refusal = await Reading.RefusedAsync("a.docx", bomb, ("MaxUnpackedBytes", "1000000"));

        Assert.Contains("Reading__MaxUnpackedBytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entities_that_grow_are_refused()
    {
        var refusal = await Reading.RefusedAsync("a.docx", Word("<w:p/>", ("styles", "<!DOCTYPE s [<!ENTITY a \"aaaa\">]><w:styles NS/>")));

        Assert.Contains("damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Word_documents_keep_their_structure_and_notes()
    {
        var blocks = await Reading.ReadAsync("a.docx", Word(
            """
            <w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Setup</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">First </w:t></w:r><w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>
              <w:r><w:footnoteReference w:id="7"/></w:r></w:p>
            <w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>
            <w:tbl><w:tblPr><w:tblLook w:firstRow="1"/></w:tblPr>
              <w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Value</w:t></w:r></w:p></w:tc></w:tr>
              <w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>
            """,
            ("styles", "<w:styles NS><w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"heading 2\"/></w:style></w:styles>"),
            ("footnotes", "<w:footnotes NS><w:footnote w:id=\"7\"><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>")));

        Assert.Equal(
            ["Heading2 Setup", "Paragraph First added", "Paragraph The note.", "ListItem item", "TableRow a | inner"], Reading.Outline(blocks));
        Assert.Equal("Name | Value", blocks[^1].TableHeader);
    }

    [Fact]
    public async Task Slides_keep_titles_text_tables_and_notes_with_their_number()
    {
        var blocks = await Reading.ReadAsync("a.pptx", Presentation(
            (Shape("title", "Scaling") + Shape("body", "one", "two") + Shape("sldNum", "1"), "Say this."),
            (Shape(null, "Free text") + "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow=\"1\"/>"
                + "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>K</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>V</a:t></a:r></a:p></a:txBody></a:tc></a:tr>"
                + "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>1</a:t></a:r></a:p></a:txBody></a:tc></a:tr>"
                + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>", null)));

        Assert.Equal(
            ["Heading1 Scaling", "ListItem one", "ListItem two", "Paragraph Say this.", "SectionBreak ", "Paragraph Free text", "TableRow x | 1"], Reading.Outline(blocks));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2], blocks.Select(block => block.Page!.Value));
        Assert.Equal("K | V", blocks[^1].TableHeader);
    }

    [Fact]
    public async Task Sheets_give_records_with_dates_as_dates()
    {
        const string Styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
        var blocks = await Reading.ReadAsync("a.xlsx", Workbook(
            Styles,
            ("Orders", null, """
                <row><c r="A1" t="inlineStr"><is><t>Orders of May</t></is></c></row>
                <row><c r="A2" t="inlineStr"><is><t>When</t></is></c><c r="B2" t="inlineStr"><is><t>Paid</t></is></c><c r="D2" t="inlineStr"><is><t>Sum</t></is></c></row>
                <row><c r="A3" s="1"><v>45413</v></c><c r="B3" t="b"><v>1</v></c><c r="D3"><v>12.5</v></c></row>
                <row><c r="D4" t="e"><v>#N/A</v></c></row>
                """),
            ("Secret", "hidden", "<row><c t=\"inlineStr\"><is><t>no</t></is></c></row>")));

        Assert.Equal(["Heading1 Orders", "Paragraph Orders of May", "TableRow When: 2024-05-01; Paid: true; Sum: 12.5"], Reading.Outline(blocks));
        Assert.All(blocks, block => Assert.Equal(1, block.Page), throwIfEmpty: true);
    }
}
