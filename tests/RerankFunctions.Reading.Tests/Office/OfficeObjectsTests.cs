using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace RerankFunctions.Reading.Tests.Office;

/// <summary>What Word and PowerPoint files hold in parts of their own.</summary>
public sealed class OfficeObjectsTests
{
    private const string Drawing = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";

    private const string Chart = "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" " + Drawing + """
        ><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales by </a:t></a:r><a:r><a:t>region</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>
        <c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>2023</c:v></c:pt></c:strCache></c:strRef></c:tx>
        <c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>North</c:v></c:pt><c:pt idx="1"><c:v>South</c:v></c:pt></c:strCache></c:strRef></c:cat>
        <c:val><c:numRef><c:numCache><c:formatCode>0%</c:formatCode><c:pt idx="0"><c:v>0.25</c:v></c:pt><c:pt idx="1"><c:v>0.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>
        </c:barChart><c:valAx><c:title><c:tx><c:rich><a:p><a:r><a:t>Share</a:t></a:r></a:p></c:rich></c:tx></c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>
        """;

    private const string Diagram = "<dgm:dataModel xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" " + Drawing + """
        ><dgm:ptLst><dgm:pt modelId="0" type="doc"/><dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>Second step</a:t></a:r></a:p></dgm:t></dgm:pt>
        <dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>First step</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt modelId="9" type="pres"><dgm:t><a:p><a:r><a:t>twice</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>
        <dgm:cxnLst><dgm:cxn modelId="5" srcId="0" destId="1" srcOrd="0"/><dgm:cxn modelId="6" srcId="0" destId="2" srcOrd="1"/></dgm:cxnLst></dgm:dataModel>
        """;

    [Fact]
    public void Charts_and_diagrams_in_documents_give_their_text()
    {
        var blocks = Document(
            "<w:p><w:r><w:t>Before</w:t></w:r><w:r><w:drawing><c:chart xmlns:c=\"c\" r:id=\"chart\"/></w:drawing></w:r></w:p>"
            + "<w:p><w:r><w:drawing><dgm:relIds xmlns:dgm=\"d\" r:dm=\"diagram\"/></w:drawing></w:r></w:p>",
            main =>
            {
                Feed(main.AddNewPart<ChartPart>("chart"), Chart);
                Feed(main.AddNewPart<DiagramDataPart>("diagram"), Diagram);
            }).Blocks;

        Assert.Equal(
            [
                "Paragraph Before", "Paragraph Sales by region", "Paragraph Share", "TableRow North | 25%", "TableRow South | 50%",
                "ListItem First step", "ListItem Second step",
            ],
            Reading.Outline(blocks));
        Assert.Equal(" | 2023", blocks[3].TableHeader);
    }

    [Fact]
    public void Inserted_documents_are_read_as_their_formats_are_and_others_told()
    {
        var (blocks, notes) = Document(
            "<w:p><w:r><w:t>Before</w:t></w:r></w:p><w:altChunk r:id=\"page\"/><w:altChunk r:id=\"text\"/><w:altChunk r:id=\"archive\"/><w:altChunk r:id=\"rtf\"/>",
            main =>
            {
                Feed(main.AddAlternativeFormatImportPart(AlternativeFormatImportPartType.Xhtml, "page"), "<html><body><h2>Inserted</h2><p>A &amp; B</p></body></html>");
                Feed(main.AddAlternativeFormatImportPart(AlternativeFormatImportPartType.TextPlain, "text"), "plain text");
                Feed(main.AddAlternativeFormatImportPart(AlternativeFormatImportPartType.Mht, "archive"),
                    "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/html; charset=\"utf-8\"\r\n"
                    + "Content-Transfer-Encoding: quoted-printable\r\n\r\n<meta charset=3Dutf-8><p>Gr=C3=B6=C3=9Fe, a long li=\r\nne</p>\r\n--b1--\r\n");
                Feed(main.AddAlternativeFormatImportPart(AlternativeFormatImportPartType.Rtf, "rtf"), "{\\rtf1 gone}");
            });

        Assert.Equal(["Paragraph Before", "Heading2 Inserted", "Paragraph A & B", "Paragraph plain text", "Paragraph Größe, a long line"], Reading.Outline(blocks));
        Assert.Contains("1 inserted document of type application/rtf is not read", notes);
    }

    [Theory]
    [InlineData("<m:f><m:num>{a+b}</m:num><m:den>{c}</m:den></m:f>", "(a+b)/c")]
    [InlineData("<m:rad><m:deg/><m:e>{x+1}</m:e></m:rad><m:d><m:e>{p+q}</m:e></m:d>", "√(x+1)(p+q)")]
    [InlineData("<m:sSup><m:e>{x}</m:e><m:sup>{n+1}</m:sup></m:sSup>", "x^(n+1)")]
    [InlineData("<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>{i=1}</m:sub><m:sup>{n}</m:sup><m:e>{i}</m:e></m:nary>", "∑_(i=1)^n i")]
    public void Formulas_stand_on_one_line(string formula, string expected)
    {
        var xml = formula.Replace("{", "<m:r><m:rPr><m:sty/></m:rPr><m:t>", StringComparison.Ordinal).Replace("}", "</m:t></m:r>", StringComparison.Ordinal);

        var blocks = Document($"<w:p><m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">{xml}</m:oMath></w:p>", _ => { }).Blocks;

        Assert.Equal(expected, Assert.Single(blocks).Text);
    }

    [Theory]
    [InlineData("PowerPoint Presentation", null)]
    [InlineData("Microsoft Word - Document1", null)]
    [InlineData("Slide 1", null)]
    [InlineData("Folie 12", null)]
    [InlineData("PowerPoint-Präsentation", null)]
    [InlineData("Présentation PowerPoint", null)]
    [InlineData("Untitled", null)]
    [InlineData("Book1.xlsx", null)]
    [InlineData(" ", null)]
    [InlineData("Microsoft Word - Annual report.doc", "Annual report")]
    [InlineData("Presentation skills", "Presentation skills")]
    [InlineData("Slide rules of 1950", "Slide rules of 1950")]
    public void A_title_that_the_program_filled_in_is_none(string property, string? title) => Assert.Equal(title, DocumentTitle.CleanTitle(property));

    private static (List<Block> Blocks, IReadOnlyList<string> Notes) Document(string body, Action<MainDocumentPart> fill)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            fill(main);
            Feed(main, "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
                + $"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}</w:body></w:document>");
        }

        return OfficeReading.Read("a.docx", file.ToArray());
    }

    private static void Feed(OpenXmlPart part, string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        part.FeedData(stream);
    }
}
