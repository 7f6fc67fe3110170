using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests.Office;

public sealed class WordNumberTests
{
    [Fact]
    public void Headings_have_the_numbers_of_their_outline()
    {
        var texts = Texts(Heading(1, "Intro") + Heading(2, "Scope") + Heading(2, "Terms") + Heading(3, "Deep") + Heading(1, "Duties") + Heading(2, "Care")
            + "<w:p><w:pPr><w:pStyle w:val=\"H2\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>Apart</w:t></w:r></w:p>");

        Assert.Equal(["1 Intro", "1.1 Scope", "1.2 Terms", "1.2.1 Deep", "2 Duties", "2.1 Care", "Apart"], texts);
    }

    [Fact]
    public void Lists_count_as_word_does()
    {
        var texts = Texts(Item(2, 0, "first") + Item(2, 1, "sub") + Item(2, 1, "sub") + Item(2, 2, "legal") + Item(2, 0, "second") + Item(2, 1, "anew")
            + Item(3, 0, "bullet") + Item(4, 0, "seven") + Item(4, 0, "eight"));

        Assert.Equal(
            ["Article I. first", "(a) sub", "(b) sub", "1.1 legal", "Article II. second", "(a) anew", "bullet", "Article VII. seven", "Article VIII. eight"], texts);
    }

    [Theory]
    [InlineData(1, "upperLetter", "A")]
    [InlineData(27, "lowerLetter", "aa")]
    [InlineData(49, "upperRoman", "XLIX")]
    [InlineData(3, "decimalZero", "03")]
    [InlineData(22, "ordinal", "22nd")]
    [InlineData(12, "ordinal", "12th")]
    [InlineData(12, "chineseCounting", "十二")]
    [InlineData(3, "decimalEnclosedCircle", "③")]
    [InlineData(5, "unheardOf", "5")]
    [InlineData(-5, "upperRoman", "-5")]
    public void Numbers_are_written_as_their_format_says(int number, string format, string written)
        => Assert.Equal(written, RerankFunctions.Reading.Office.ListNumber.FormatNumber(number, format));

    private static IEnumerable<string> Texts(string body) => OfficeReading.Read("a.docx", Word(
        body,
        ("styles", $"<w:styles NS>{string.Concat(Enumerable.Range(1, 3).Select(level =>
            $"<w:style w:type=\"paragraph\" w:styleId=\"H{level}\"><w:name w:val=\"heading {level}\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"))}</w:styles>"),
        ("numbering", "<w:numbering NS>"
            + $"<w:abstractNum w:abstractNumId=\"0\">{Level(0, "decimal", "%1", "H1")}{Level(1, "decimal", "%1.%2", "H2")}{Level(2, "decimal", "%1.%2.%3", "H3")}</w:abstractNum>"
            + $"<w:abstractNum w:abstractNumId=\"1\">{Level(0, "upperRoman", "Article %1.")}{Level(1, "lowerLetter", "(%2)")}{Level(2, "decimal", "%1.%3", more: "<w:isLgl/>")}</w:abstractNum>"
            + $"<w:abstractNum w:abstractNumId=\"2\">{Level(0, "bullet", "\uF0B7")}</w:abstractNum>"
            + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num>"
            + "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num></w:numbering>")))
        .Blocks.Select(block => block.Text);

    private static string Level(int level, string format, string text, string? style = null, string more = "")
        => $"<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{(style is null ? "" : $"<w:pStyle w:val=\"{style}\"/>")}{more}<w:lvlText w:val=\"{text}\"/></w:lvl>";

    private static string Heading(int level, string text) => $"<w:p><w:pPr><w:pStyle w:val=\"H{level}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";

    private static string Item(int list, int level, string text)
        => $"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";
}
