using System.Globalization;

namespace RerankFunctions.Reading.Tests;

/// <summary>How a PDF's pages become headings, paragraphs and notes, drawn as the programs do that once came out wrong.</summary>
public sealed class PdfLayoutTests
{
    private const string Sentence = "The crane on the north quay lifts forty tonnes and is checked weekly by two people";

    [Fact]
    public async Task Heads_that_name_the_section_and_count_pages_are_no_headings_and_no_text()
    {
        var pdf = new DrawnPdf();
        foreach (var page in Enumerable.Range(1, 8))
            pdf.Page(DrawnPdf.At(80, 800, $"{page + 10} {1 + page / 3}.1. NAMES OF SECTION {(char)('A' + page / 3)}", 14) + Body(700, page));

        var text = string.Join('\n', Reading.Outline(await ReadAsync(pdf)));

        Assert.DoesNotContain("NAMES OF SECTION", text, StringComparison.Ordinal);
        Assert.Contains("checked weekly by two people 8", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heads_of_a_few_pages_each_are_no_headings()
    {
        var pdf = new DrawnPdf();
        foreach (var page in Enumerable.Range(1, 12))
            pdf.Page(DrawnPdf.At(80, 800, $"Chapter of {(char)('A' + (page - 1) / 3)} and others", 14) + Body(700, page));

        Assert.DoesNotContain(await ReadAsync(pdf), block => block.Kind == BlockKind.Heading);
    }

    [Fact]
    public async Task What_the_file_marks_as_a_running_head_is_no_text_where_it_repeats()
    {
        var pdf = new DrawnPdf();
        foreach (var page in Enumerable.Range(1, 2))
            pdf.Page($"/Artifact<</Type/Pagination/Subtype/Header>>BDC {DrawnPdf.At(80, 712, "Harbour handbook", 14)}EMC {Body(700, page)}");

        Assert.DoesNotContain("Harbour handbook", Text(await ReadAsync(pdf)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_outline_tells_headings_by_the_pages_that_it_leads_to()
    {
        var pdf = new DrawnPdf();
        var contents = pdf.Page(DrawnPdf.At(80, 700, "Cranes") + DrawnPdf.At(80, 660, "Checks") + DrawnPdf.At(80, 620, "Ropes"));
        var pages = new[] { "Cranes", "Checks", "Ropes" }.Select(name => pdf.Page(DrawnPdf.At(80, 750, name) + Body(720, 1))).ToArray();
        var root = pdf.Add("");
        var (first, second, third) = (root + 1, root + 2, root + 3);
        pdf.Add($"<</Title(1 Cranes)/Parent {root} 0 R/Dest[{pages[0]} 0 R/Fit]/First {second} 0 R/Last {second} 0 R/Count 1/Next {third} 0 R>>");
        pdf.Add($"<</Title(1.1 Checks)/Parent {first} 0 R/Dest[{pages[1]} 0 R/Fit]>>");
        pdf.Add($"<</Title(Ropes)/Parent {root} 0 R/Dest[{pages[2]} 0 R/Fit]/Prev {first} 0 R>>");
        pdf.Replace(root, $"<</Type/Outlines/First {first} 0 R/Last {third} 0 R/Count 2>>");
        pdf.Catalog($"/Outlines {root} 0 R");

        var headings = (await ReadAsync(pdf)).Where(block => block.Kind == BlockKind.Heading).Select(block => (block.Level, block.Text, block.Page));

        Assert.NotEqual(0, contents);
        Assert.Equal([(1, "Cranes", 2), (2, "Checks", 3), (1, "Ropes", 4)], headings);
    }

    [Fact]
    public async Task Numbered_capitals_are_headings_and_the_lines_of_a_bold_abstract_are_none()
    {
        var pdf = new DrawnPdf();
        var bold = string.Concat(Enumerable.Range(0, 6).Select(line => DrawnPdf.At(80, 780 - 11 * line, $"{(line == 0 ? "Abstract— " : "")}{Sentence}", 9, "B")));
        pdf.Page(bold + DrawnPdf.At(200, 690, "I. INTRODUCTION") + Body(670, 1) + DrawnPdf.At(180, 500, "II. THE NORTH QUAY") + Body(480, 1));

        Assert.Equal(["I. INTRODUCTION", "II. THE NORTH QUAY"], (await ReadAsync(pdf)).Where(block => block.Kind == BlockKind.Heading).Select(block => block.Text));
    }

    [Fact]
    public async Task Numbers_of_lines_in_the_margin_are_no_table()
    {
        var pdf = new DrawnPdf();
        pdf.Page(string.Concat(Enumerable.Range(1, 20).Select(line =>
            DrawnPdf.At(40, 780 - 24 * line, line.ToString(CultureInfo.InvariantCulture), 8) + DrawnPdf.At(80, 780 - 24 * line, Sentence))));

        var blocks = await ReadAsync(pdf);

        Assert.DoesNotContain(blocks, block => block.Kind == BlockKind.TableRow);
        Assert.StartsWith($"{Sentence} {Sentence}", Text(blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_column_of_a_table_stays_though_it_counts()
    {
        var pdf = new DrawnPdf();
        pdf.Page(string.Concat(Enumerable.Range(1, 12).Select(row =>
            DrawnPdf.At(40, 780 - 24 * row, row.ToString(CultureInfo.InvariantCulture)) + DrawnPdf.At(80, 780 - 24 * row, "Berth at the north quay")
            + DrawnPdf.At(300, 780 - 24 * row, $"{row * 10} metres"))));

        Assert.Contains(await ReadAsync(pdf), block => block.Kind == BlockKind.TableRow && block.Text == "7 | Berth at the north quay | 70 metres");
    }

    [Theory]
    [InlineData(3, 175, "alpha beta gamma delta number")]
    [InlineData(3, 190, "alpha beta gamma number")]
    [InlineData(4, 135, "alpha beta gamma no")]
    public async Task Columns_read_one_after_the_other(int columns, int width, string words)
    {
        var pdf = new DrawnPdf();
        pdf.Page(string.Concat(Enumerable.Range(0, 12 * columns).Select(at => DrawnPdf.At(30 + at % columns * width, 780 - 12 * (at / columns), $"{words} {(char)('a' + at % columns)}{at / columns}"))));

        var text = Text(await ReadAsync(pdf));

        foreach (var column in Enumerable.Range(0, columns))
            Assert.Contains(string.Join(' ', Enumerable.Range(0, 12).Select(row => $"{words} {(char)('a' + column)}{row}")), text.Replace('\n', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_a_form_are_read_with_the_labels_beside_them()
    {
        var pdf = new DrawnPdf();
        int Field(string entries) => pdf.Add($"<</Type/Annot/Subtype/Widget/F 4{entries}/P 0 0 R>>");
        int[] fields =
        [
            Field("/FT/Tx/T(topmost[0].f1_01[0])/V(Alice)/Rect[150 696 300 710]"), Field("/FT/Tx/T(x7)/TU(Date of birth)/V(1 May 1990)/Rect[150 656 300 670]"),
            Field("/FT/Tx/T(Remarks)/V(None so far)/Rect[80 300 300 380]"), Field("/FT/Tx/T(Empty)/Rect[150 100 300 120]"),
            Field("/FT/Btn/T(c1)/V/Yes/AS/Yes/Rect[80 596 90 606]"), Field("/FT/Btn/T(c2)/V/Off/AS/Off/Rect[80 576 90 586]"),
            Field("/FT/Ch/Ff 131072/T(land)/Opt[(Norway)(Chile)]/V(Chile)/Rect[150 540 300 554]"),
        ];
        var page = pdf.Page(
            DrawnPdf.At(80, 700, "First name:") + DrawnPdf.At(95, 598, "Agree to the rules") + DrawnPdf.At(95, 578, "Send me letters") + DrawnPdf.At(80, 544, "Country"),
            $"/Annots[{string.Join(' ', fields.Select(field => $"{field} 0 R"))}]");
        foreach (var field in fields)
            pdf.Replace(field, text => text.Replace("/P 0 0 R", $"/P {page} 0 R", StringComparison.Ordinal));
        pdf.Catalog($"/AcroForm<</Fields[{string.Join(' ', fields.Select(field => $"{field} 0 R"))}]>>");

        var items = (await ReadAsync(pdf)).Where(block => block.Kind == BlockKind.ListItem).Select(block => block.Text);

        Assert.Equal(["First name: Alice", "Date of birth: 1 May 1990", "Remarks: None so far", "☑ Agree to the rules", "Country: Chile"], items);
    }

    [Theory]
    [InlineData("Microsoft Word - Document1")]
    [InlineData("Microsoft Word - Report final.docx")]
    [InlineData("PowerPoint Presentation")]
    [InlineData("PowerPoint-Präsentation")]
    [InlineData("Document 3")]
    [InlineData("report.indd")]
    public async Task Titles_that_programs_put_in_are_none(string title)
    {
        var pdf = new DrawnPdf().Title(title.Replace("ä", "\\344", StringComparison.Ordinal));
        pdf.Page(Body(700, 1));

        Assert.DoesNotContain(await ReadAsync(pdf), block => block.Kind == BlockKind.Title);
    }

    [Fact]
    public async Task A_title_of_its_own_is_kept()
    {
        var pdf = new DrawnPdf().Title("Document retention in ports");
        pdf.Page(Body(700, 1));

        Assert.Equal("Document retention in ports", (await ReadAsync(pdf))[0].Text);
    }

    [Fact]
    public async Task Pages_without_text_are_told()
    {
        var pdf = new DrawnPdf();
        pdf.Page(Body(700, 1));
        foreach (var _ in Enumerable.Range(0, 3))
            pdf.Page("q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q");

        using var content = new MemoryStream(pdf.Bytes());
        var (_, notes) = await Reading.WithNotesAsync("a.pdf", content);

        Assert.Contains(notes, note => note.StartsWith("3 pages have no text", StringComparison.Ordinal));
    }

    private static string Body(int y, int number)
        => string.Concat(Enumerable.Range(0, 6).Select(line => DrawnPdf.At(80, y - 12 * line, line == 5 ? $"{Sentence} {number}." : Sentence)));

    private static Task<List<Block>> ReadAsync(DrawnPdf pdf) => Reading.ReadAsync("a.pdf", pdf.Bytes());

    private static string Text(IEnumerable<Block> blocks) => string.Join('\n', blocks.Select(block => block.Text));
}
