using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests.Office;

/// <summary>Text that stands elsewhere than in a run.</summary>
public sealed class WordTextTests
{
    [Theory]
    [InlineData("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>", "☑ Paid")]
    [InlineData("<w:checkBox><w:default w:val=\"1\"/></w:checkBox>", "☑ Paid")]
    [InlineData("<w:checkBox><w:default w:val=\"1\"/><w:checked w:val=\"0\"/></w:checkBox>", "☐ Paid")]
    [InlineData("<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"cash\"/><w:listEntry w:val=\"card\"/></w:ddList>", "card Paid")]
    [InlineData("<w:ddList><w:listEntry w:val=\"cash\"/></w:ddList>", "cash Paid")]
    [InlineData("<w:textInput><w:default w:val=\"name\"/></w:textInput>", "Paid")]
    public void A_form_says_what_is_ticked_and_chosen(string field, string text) => Assert.Equal(text, Only(
        $"<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"f\"/>{field}</w:ffData></w:fldChar></w:r><w:r><w:t xml:space=\"preserve\"> Paid</w:t></w:r>"));

    [Theory]
    [InlineData("<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textpath string=\"Grand opening\"/></v:shape></w:pict></w:r>", "Grand opening")]
    [InlineData("<w:r><w:drawing><w:docPr id=\"1\" name=\"Picture 1\" title=\"The crane\"/></w:drawing></w:r>", "The crane")]
    [InlineData("<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:position w:val=\"12\"/></w:rPr><w:t>6</w:t></w:r>", "10^6")]
    [InlineData("<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:position w:val=\"2\"/></w:rPr><w:t>6</w:t></w:r>", "106")]
    public void Drawn_and_raised_text_is_told(string runs, string text) => Assert.Equal(text, Only(runs));

    private static string Only(string runs) => Assert.Single(OfficeReading.Read("a.docx", Word($"<w:p>{runs}</w:p>")).Blocks).Text;
}
