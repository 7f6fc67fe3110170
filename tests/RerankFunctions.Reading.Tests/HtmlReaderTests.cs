using System.Text;

namespace RerankFunctions.Reading.Tests;

public sealed class HtmlReaderTests
{
    [Theory]
    [InlineData("<div>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>")]
    [InlineData("<b><i>")]
    public async Task Nesting_without_end_is_read_all_the_same(string opening)
    {
        var blocks = await Reading.ReadAsync("a.html", string.Concat(Enumerable.Repeat(opening, 4_000)) + "core");

        Assert.Equal("core", string.Join(' ', blocks.Select(block => block.Text)));
    }

    [Fact]
    public async Task What_surrounds_the_content_is_dropped()
    {
        var blocks = await Reading.ReadAsync("a.html", """
            <html><head><title>Scaling &ndash; Handbook</title><style>p{}</style></head><body>
            <header>Site</header><nav><a href="/">Home</a></nav>
            <main><header><h1>Scaling</h1></header><p>First<br>second.</p><aside>Ads</aside><p hidden>no</p><p style="display: none">no</p>
            <ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul><form><label>Name</label><input value="x"><p>Kept</p></form></main>
            <footer>© Site</footer><script>var x = "<p>no</p>";</script></body></html>
            """);

        Assert.Equal(
            [
                "Title Scaling – Handbook", "Heading1 Scaling", "Paragraph First\nsecond.", "ListItem one", "ListItem inner", "ListItem two",
                "Paragraph Kept",
            ],
            Reading.Outline(blocks));
    }

    [Fact]
    public async Task A_tables_rows_carry_its_header_and_what_spans_them()
    {
        var blocks = await Reading.ReadAsync("a.html", """
            <table><caption>Sales</caption><thead><tr><th>Region<th>Year<th>Sum</thead>
            <tr><td rowspan=2>North<td>2024<td>10<tr><td>2025<td>12</table>
            """);

        Assert.Equal(["Paragraph Sales", "TableRow North | 2024 | 10", "TableRow North | 2025 | 12"], Reading.Outline(blocks));
        Assert.All(blocks.Skip(1), block => Assert.Equal("Region | Year | Sum", block.TableHeader));
    }

    [Fact]
    public async Task A_table_that_arranges_the_page_is_no_table()
    {
        var blocks = await Reading.ReadAsync("a.html", "<table><tr><td><h2>Left</h2><p>a</p></td><td><p>b</p></td></tr></table>");

        Assert.Equal(["Heading2 Left", "Paragraph a", "Paragraph b"], Reading.Outline(blocks));
    }

    [Fact]
    public async Task Code_keeps_its_white_space()
    {
        var blocks = await Reading.ReadAsync("a.html", "<p>a\n   b</p><pre>\n  if x:\n      y()\n</pre>");

        Assert.Equal(["Paragraph a b", "Code if x:\n    y()"], Reading.Outline(blocks));
    }

    [Theory]
    [InlineData("<meta charset=windows-1251><p>", 1251)]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'><p>", 20866)]
    public async Task The_charset_that_a_page_declares_is_believed_where_the_bytes_do_not_contradict_it(string head, int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        var legacy = await Reading.ReadAsync("a.html", Encoding.GetEncoding(codePage).GetBytes(head + "Да"));
        var contradicted = await Reading.ReadAsync("a.html", Encoding.UTF8.GetBytes(head + "Да"));

        Assert.Equal("Да", legacy[^1].Text);
        Assert.Equal("Да", contradicted[^1].Text);
    }
}
