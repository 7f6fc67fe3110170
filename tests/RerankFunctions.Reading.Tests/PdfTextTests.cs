namespace RerankFunctions.Reading.Tests;

/// <summary>What letters and words a PDF's pages give, drawn as the programs do that once came out wrong.</summary>
public sealed class PdfTextTests
{
    private static readonly string[] Hebrew = ["א", "ב", "ג", "ד", "ה"];
    private static readonly string[] Arabic = ["\uFEE1", "\uFEFC", "\uFEB3", " "];

    [Fact]
    public async Task Latin_words_and_numbers_in_a_right_to_left_line_read_to_the_right()
    {
        // Seen from the left: "3.14 Python" in Latin, then "ג ב" and "א"; read from the right.
        var pdf = new DrawnPdf().Font("H", Hebrew);
        pdf.Page(DrawnPdf.At(100, 700, "CBA", 10, "H") + DrawnPdf.At(120, 700, "Python 3.14") + DrawnPdf.At(180, 700, "EDBA", 10, "H")
            + DrawnPdf.At(205, 700, "BA", 10, "H"));

        Assert.Equal("אב אבדה Python 3.14 אבג", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task Words_of_a_right_to_left_language_read_right_in_a_line_of_another()
    {
        var pdf = new DrawnPdf().Font("H", Hebrew);
        pdf.Page(DrawnPdf.At(50, 700, "The words") + DrawnPdf.At(100, 700, "EDC", 10, "H") + DrawnPdf.At(120, 700, "BA", 10, "H")
            + DrawnPdf.At(140, 700, "mean what they mean."));

        Assert.Equal("The words אב גדה mean what they mean.", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task Arabic_that_is_turned_reads_as_Arabic_that_is_not()
    {
        var pdf = new DrawnPdf().Font("A", Arabic);
        pdf.Page("BT 0 1 -1 0 300 300 Tm /A 12 Tf (ABC) Tj ET\nBT -1 0 0 -1 300 200 Tm /A 12 Tf (ABC) Tj ET\n" + DrawnPdf.At(100, 700, "ABC", 12, "A"));

        Assert.Equal(["سلام", "سلام", "سلام"], (await ReadAsync(pdf)).Select(block => block.Text));
    }

    [Fact]
    public async Task Thai_marks_stay_at_their_letters()
    {
        // A mark without width, drawn after the next letter's place, as LibreOffice does.
        var pdf = new DrawnPdf().Font("T", ["ส", "ว", "ั", "ด", "ี"], [500, 500, 0, 500, 0]);
        pdf.Page("BT /T 12 Tf 100 700 Td (AB) Tj 11 0 Td (C) Tj 1 0 Td (AD) Tj 11.5 0 Td (E) Tj ET");

        Assert.Equal("สวัสดี", Text(await ReadAsync(pdf)));
    }

    [Theory]
    [InlineData("Identity-V", "BT /J 10 Tf 300 700 Td <00010002000300040005> Tj -20 0 Td <000600070008> Tj ET")]
    [InlineData("Identity-H", "BT /J 10 Tf 300 700 Td <0001> Tj 0 -10 Td <0002> Tj 0 -10 Td <0003> Tj 0 -10 Td <0004> Tj 0 -10 Td <0005> Tj -20 40 Td <0006> Tj 0 -10 Td <0007> Tj 0 -10 Td <0008> Tj ET")]
    public async Task Vertical_writing_reads_down_its_columns_from_the_right(string encoding, string content)
    {
        var pdf = new DrawnPdf().WideFont("J", ["あ", "い", "う", "え", "お", "日", "本", "語"], encoding);
        pdf.Page(content);

        Assert.Equal("あいうえお日本語", Text(await ReadAsync(pdf)));
    }

    [Theory]
    [InlineData("[11/ff/fi/fl/ffi/ffl]", "di\\013erent e\\016cient")]
    [InlineData("[1/f_f/f_i/fl/f_f_i/ffl]", "di\\001erent e\\004cient")]
    public async Task Ligatures_without_a_map_read_by_their_names(string differences, string text)
    {
        var pdf = new DrawnPdf().Font("L", $"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences{differences}>>>>");
        pdf.Page(DrawnPdf.At(100, 700, text, 10, "L"));

        Assert.Equal("different efficient", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task A_map_that_gives_an_arrow_or_nothing_for_a_ligature_is_overruled_by_its_name()
    {
        var pdf = new DrawnPdf().Font("L", ["\u21B5", "\0", "d", "i", "e", "r", "n", "t"], null, "/Encoding<</Type/Encoding/Differences[65/ff/ffi/d/i/e/r/n/t]>>");
        pdf.Page(DrawnPdf.At(100, 700, "CDAEFEGH", 10, "L") + DrawnPdf.At(200, 700, "EB", 10, "L"));

        Assert.Equal("different effi", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task Words_stay_apart_in_a_line_that_is_set_tight()
    {
        var pdf = new DrawnPdf();
        pdf.Page("BT /F 10 Tf 100 700 Td [(dynamic)-150(compilers)-140(need)-130(to)-120(emit)-150(co)10(de)] TJ ET");

        Assert.Equal("dynamic compilers need to emit code", Text(await ReadAsync(pdf)));
    }

    [Theory]
    [InlineData("BT /F 10 Tf 2 Tc 100 700 Td (INTRODUCTION TO GRAPHS) Tj ET")]
    [InlineData("BT /F 10 Tf 100 700 Td [(I)-180(N)-180(T)-180(R)-180(O)-180(D)-180(U)-180(C)-180(T)-180(I)-180(O)-180(N)-700(T)-180(O)-700(G)-180(R)-180(A)-180(P)-180(H)-180(S)] TJ ET")]
    public async Task Letters_that_are_spaced_out_stay_in_their_words(string content)
    {
        var pdf = new DrawnPdf();
        pdf.Page(content);

        Assert.Equal("INTRODUCTION TO GRAPHS", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task What_is_printed_twice_to_look_bold_reads_once()
    {
        var pdf = new DrawnPdf();
        pdf.Page(DrawnPdf.At(100, 700, "Total hull length") + DrawnPdf.At(100.4, 700, "Total hull length"));

        Assert.Equal("Total hull length", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task An_accent_that_is_printed_over_a_letter_is_part_of_it()
    {
        // As TeX does it: the diaeresis, back, the letter.
        var pdf = new DrawnPdf().Font("D", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[127/dieresis]>>>>");
        pdf.Page("BT /D 10 Tf 100 700 Td [(M)-100(\\177)445(uller)] TJ ET");

        Assert.Equal("Müller", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task Powers_and_marks_of_notes_stand_apart_from_their_numbers()
    {
        var pdf = new DrawnPdf();
        pdf.Page("BT /F 10 Tf 50 700 Td (The plant made 10) Tj /F 6 Tf 4 Ts (6) Tj 0 Ts /F 10 Tf ( bolts in 2019) Tj /F 6 Tf 4 Ts (1) Tj 0 Ts /F 10 Tf (, and H) Tj /F 6 Tf -2 Ts (2) Tj 0 Ts /F 10 Tf (O.) Tj ET");

        Assert.Equal("The plant made 10^6 bolts in 2019 (1), and H2O.", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task The_text_that_a_file_gives_for_what_it_draws_is_read_for_it()
    {
        var pdf = new DrawnPdf();
        pdf.Page("/Span<</ActualText(office)>>BDC " + DrawnPdf.At(100, 700, "o***ce") + "EMC " + DrawnPdf.At(150, 700, "hours"));

        Assert.Equal("office hours", Text(await ReadAsync(pdf)));
    }

    [Fact]
    public async Task Fonts_that_do_not_say_what_they_show_are_told()
    {
        var pdf = new DrawnPdf().WideFont("G", null);
        pdf.Page("BT /G 10 Tf 100 700 Td <0033004800510044004C0051> Tj ET");

        var refusal = await Reading.RefusedAsync("a.pdf", pdf.Bytes());

        Assert.Contains("do not say which characters", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Unsupported);
    }

    private static Task<List<Block>> ReadAsync(DrawnPdf pdf) => Reading.ReadAsync("a.pdf", pdf.Bytes());

    private static string Text(List<Block> blocks) => string.Join('\n', blocks.Select(block => block.Text));
}
