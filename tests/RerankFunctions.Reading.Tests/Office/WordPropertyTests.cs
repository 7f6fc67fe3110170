using System.Globalization;
using FsCheck.Xunit;
using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests.Office;

[Properties(Arbitrary = [typeof(OfficePieces)], MaxTest = 100)]
public sealed class WordPropertyTests
{
    private const string Styles = """
        <w:styles NS><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>
        """;

    private const string Numbering = """
        <w:numbering NS><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>
        """;

    [Property]
    public void Every_word_of_a_document_comes_once_and_in_order_but_what_a_note_tells(OfficePieces document)
    {
        var body = "";
        var footnotes = "";
        var expected = new List<string>();
        var (heading, item, note, isHidden) = (0, 0, 0, false);
        var last = -1;
        foreach (var piece in document.All)
        {
            // Two tables that touch are one.
            body += piece.Kind is 3 or 4 && last is 3 or 4 ? Paragraph("between") : "";
            expected.AddRange(piece.Kind is 3 or 4 && last is 3 or 4 ? ["between"] : []);
            last = piece.Kind;
            string[] words = [];
            switch (piece.Kind)
            {
                case 0:
                    (body, item) = (body + $"<w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr>{Run(piece.Xml)}</w:p>", 0);
                    words = [Number(++heading), .. piece.Words];
                    break;
                case 1:
                    body += $"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{Run(piece.Xml)}</w:p>";
                    heading = Math.Max(heading, 1);
                    words = [$"{heading}.{++item}", .. piece.Words];
                    break;
                case 2:
                    body += $"<w:p><w:r><w:rPr><w:rStyle w:val=\"Secret\"/></w:rPr><w:t>secret</w:t></w:r>{Run(piece.Xml)}</w:p>";
                    (words, isHidden) = (piece.Words, true);
                    break;
                case 3:
                    footnotes += $"<w:footnote w:id=\"{++note}\">{Paragraph(piece.Xml)}</w:footnote>";
                    body += Table(Row("Name", "Value"), Row(piece.Xml, "cell", $"<w:r><w:footnoteReference w:id=\"{note}\"/></w:r>"));
                    words = ["Name", "Value", .. piece.Words, "cell", .. piece.Words];
                    break;
                case 4:
                    body += Table(
                        $"<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{Paragraph("Overview")}</w:tc></w:tr>", Row("Name", "Value"), Row("cell", piece.Xml), Row(piece.Xml, "end"));
                    words = ["Overview", "Name", "Value", "cell", .. piece.Words, .. piece.Words, "end"];
                    break;
                case 5:
                    body += $"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{Run(piece.Xml)}</w:p><w:p>{Run(" " + piece.Xml)}</w:p>";
                    words = [.. piece.Words, .. piece.Words];
                    break;
                case 6:
                    body += $"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{Paragraph("prompt")}</w:sdtContent></w:sdt>"
                        + $"<w:sdt><w:sdtPr/><w:sdtContent>{Paragraph(piece.Xml)}</w:sdtContent></w:sdt>";
                    words = piece.Words;
                    break;
                case 7:
                    body += $"<w:p>{Run(piece.Xml)}{Run(" 10")}<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>6</w:t></w:r></w:p>";
                    words = [.. piece.Words, "10^6"];
                    break;
                case 8:
                    body += $"<w:p><w:ins>{Run(piece.Xml)}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:tab/></w:r>{Run("end")}</w:p>";
                    words = [.. piece.Words, "end"];
                    break;
                case 9:
                    body += $"<w:p>{Run("Box ")}<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>{Run(" " + piece.Xml)}</w:p>";
                    words = ["Box", "☑", .. piece.Words];
                    break;
                case 10:
                    body += "<w:p><w:r><w:drawing><wp:docPr xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" descr=\"picture\"/></w:drawing></w:r>"
                        + $"{Run(piece.Xml)}</w:p>";
                    words = ["picture", .. piece.Words];
                    break;
                default:
                    body += string.Concat(piece.Words.Select(word => Paragraph(System.Net.WebUtility.HtmlEncode(word))));
                    words = piece.Words;
                    break;
            }

            expected.AddRange(words);
        }

        var (blocks, notes) = OfficeReading.Read("a.docx", Word(body, ("styles", Styles), ("numbering", Numbering), ("footnotes", $"<w:footnotes NS>{footnotes}</w:footnotes>")));

        Assert.Equal(expected, OfficeReading.Words(blocks));
        Assert.Equal(isHidden, notes.Any(told => told.StartsWith("hidden text of", StringComparison.Ordinal)));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Run(string xml) => $"<w:r><w:t xml:space=\"preserve\">{xml}</w:t></w:r>";

    private static string Paragraph(string xml) => $"<w:p>{Run(xml)}</w:p>";

    private static string Row(string first, string second, string more = "")
        => $"<w:tr><w:tc><w:p>{Run(first)}{more}</w:p></w:tc><w:tc>{Paragraph(second)}</w:tc></w:tr>";

    private static string Table(params string[] rows) => $"<w:tbl><w:tblPr><w:tblLook w:firstRow=\"1\"/></w:tblPr>{string.Concat(rows)}</w:tbl>";
}
