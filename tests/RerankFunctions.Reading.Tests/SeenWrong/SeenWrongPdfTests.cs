namespace RerankFunctions.Reading.Tests.SeenWrong;

public sealed class SeenWrongPdfTests
{
    [Theory]
    [InlineData("seen-wrong/right_to_left_01.pdf", "البرمجة بلغة R وPython", "مكتبة pandas في Python لإدارة البيانات بكفاءة", "not: nohtyP")]
    [InlineData("seen-wrong/multilang.pdf", "สวัสดีชาวโลก", "مرحبا بالعالم", "Привет, мир", "你好世界", "こんにちは世界")]
    [InlineData("seen-wrong/vertical.pdf", "あいうえお", "日本語")]
    [InlineData("seen-wrong/copy-protected.pdf", "practical difficulties for", "efficient document", "different levels", "on-going efforts", "not: ↵")]
    [InlineData("seen-wrong/tracemonkey.pdf",
        "more difficult to compile than statically typed ones", "Heading2 2. Overview: Example Tracing Run", "Heading3 6.2 Trace Stitching", "not: expressive,accessible")]
    [InlineData("seen-wrong/testJournalParser.pdf",
        "Heading2 I. INTRODUCTION", "Heading2 III. GCSR: A STRATEGY FOR MULTI-MICROROBOT CONTROL AND ASSEMBLY", "Heading2 V. CONCLUSION",
        "Paragraph Abstract— In this paper we present control strategies", "not: Title Paper Title", "not: 100 µm\nHeading")]
    [InlineData("seen-wrong/GeoTopo-komprimiert.pdf",
        "Heading1 1 Topologische Grundbegriffe", "Heading2 1.1 Topologische Räume", "Heading3 4.2.1 Flächeninhalt", "∈", "not: TOPOLOGISCHE RÄUME")]
    [InlineData("seen-wrong/nested_outline.pdf", "Heading1 Introduction", "Heading2 Motivation\nParagraph Content for Motivation")]
    // The file has "Bob" in a field that is called so, far from any label, and nothing in the field beside "Last Name".
    [InlineData("seen-wrong/libreoffice-form.pdf", "First Name: Alice", "First Name_2: Bob", "not: ☑")]
    [InlineData("pdf/no-unicode-map.pdf", "Peněžní prostředky na účtech")]
    public Task Each_file_gives_what_it_should(string path, params string[] lines) => SeenWrongFile.GivesAsync(path, lines);

    [Fact]
    public async Task A_nested_outline_leads_to_the_right_pages()
    {
        await using var content = File.OpenRead(SharedData.File(Path.Combine("formats", "seen-wrong", "nested_outline.pdf")));

        Assert.Equal(3, (await Reading.ReadAsync("nested_outline.pdf", content)).Single(block => block.Text == "Content for Motivation").Page);
    }
}
