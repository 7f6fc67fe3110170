using FsCheck.Xunit;
using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests.Office;

[Properties(Arbitrary = [typeof(OfficePieces)], MaxTest = 100)]
public sealed class SlidePropertyTests
{
    [Property]
    public void Every_word_of_slides_comes_once_with_the_title_first_but_what_a_note_tells(OfficePieces[] slides)
    {
        var expected = new List<string>();
        var shapes = new List<string>();
        var (isHidden, tables) = (false, 0);
        foreach (var slide in slides)
        {
            var (xml, title, words) = ("", "", new List<string>());
            foreach (var piece in slide.All)
            {
                switch (piece.Kind)
                {
                    case 0 or 1 when title.Length == 0:
                        (xml, title) = (xml + Shape("title", piece.Xml), piece.Text);
                        break;
                    case 2:
                        (xml, isHidden) = (xml + Hidden(Shape("body", piece.Xml)), true);
                        break;
                    case 3:
                        xml += $"<p:pic><p:nvPicPr><p:cNvPr id=\"1\" name=\"p\" descr=\"{piece.Xml}\"/></p:nvPicPr></p:pic>";
                        words.AddRange(piece.Words);
                        break;
                    case 4:
                        xml += $"<p:grpSp>{Shape(null, piece.Xml)}{Shape(null, "grouped")}</p:grpSp>";
                        words.AddRange([.. piece.Words, "grouped"]);
                        break;
                    case 5:
                        // Names of its own, since those of two tables in a row would be told once.
                        var name = $"Name{++tables}";
                        xml += "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow=\"1\"/>"
                            + $"<a:tr>{Cell(name)}{Cell("Value")}</a:tr><a:tr>{Cell(piece.Xml)}{Cell("cell")}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
                        words.AddRange([name, "Value", .. piece.Words, "cell"]);
                        break;
                    case 6:
                        xml += Shape("sldNum", "7") + Shape("body", piece.Xml);
                        words.AddRange(piece.Words);
                        break;
                    case 7:
                        xml += $"<p:sp><p:txBody>{string.Concat(piece.Words.Select(word =>
                            $"<a:p><a:pPr><a:buAutoNum type=\"arabicPeriod\"/></a:pPr><a:r><a:t>{System.Net.WebUtility.HtmlEncode(word)}</a:t></a:r></a:p>"))}</p:txBody></p:sp>";
                        words.AddRange(piece.Words.SelectMany((word, at) => (string[])[$"{at + 1}.", word]));
                        break;
                    default:
                        xml += Shape(piece.Kind % 2 == 0 ? "body" : null, piece.Xml, "more");
                        words.AddRange([.. piece.Words, "more"]);
                        break;
                }
            }

            shapes.Add(xml);
            expected.AddRange([.. title.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. words]);
        }

        var (blocks, notes) = OfficeReading.Read("a.pptx", Presentation([.. shapes.Select(xml => (xml, (string?)null))]));

        Assert.Equal(expected, OfficeReading.Words(blocks));
        Assert.Equal(isHidden, notes.Any(note => note.Contains("hidden shape", StringComparison.Ordinal)));
        // A slide's blocks come behind its own title or behind a break.
        Assert.All(blocks.GroupBy(block => block.Page), slide => Assert.Contains(slide.First().Kind, (BlockKind[])[BlockKind.Heading, BlockKind.SectionBreak]), throwIfEmpty: false);
    }

    private static string Hidden(string shape) => shape.Replace("<p:nvSpPr>", "<p:nvSpPr><p:cNvPr id=\"1\" name=\"h\" hidden=\"1\"/>", StringComparison.Ordinal);

    private static string Cell(string xml) => $"<a:tc><a:txBody><a:p><a:r><a:t>{xml}</a:t></a:r></a:p></a:txBody></a:tc>";
}
