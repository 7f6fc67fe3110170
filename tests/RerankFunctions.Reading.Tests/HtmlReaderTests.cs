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
            <main><header><h1>Scaling</h1></header><p>First<br>second.</p><aside>A warning.</aside><p hidden>no</p><p style="display: none">no</p>
            <ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul><form><label>Name</label><input value="x"><p>Kept</p></form></main>
            <footer>© Site</footer><script>var x = "<p>no</p>";</script></body></html>
            """);

        Assert.Equal(
            [
                "Title Scaling – Handbook", "Heading1 Scaling", "Paragraph First\nsecond.", "Paragraph A warning.", "ListItem one", "ListItem inner", "ListItem two",
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
        Assert.All(blocks.Skip(1), block => Assert.Equal("Region | Year | Sum", block.TableHeader), throwIfEmpty: true);
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

    [Theory]
    // Notes beside the text: in an article they are the article's, beside it the page's
    [InlineData("<article><p>Text.</p><div role=complementary>Note.</div></article>", "Paragraph Text.", "Paragraph Note.")]
    [InlineData("<main><p>Text.<sup><a href='#f1'>1</a></sup></p><aside class=footnote><p>1 A note.</p></aside></main>", "Paragraph Text. (1)", "Paragraph 1 A note.")]
    [InlineData("<p>Text.</p><aside>Ads and more</aside>", "Paragraph Text.")]
    [InlineData("<p>Text.</p><aside class='callout warning'>Never do this.</aside>", "Paragraph Text.", "Paragraph Never do this.")]
    [InlineData("<p>Text.</p><aside role=doc-footnote>A note.</aside>", "Paragraph Text.", "Paragraph A note.")]
    [InlineData("<main><button>Fees</button><div hidden>Ten euros.</div></main>", "Paragraph Fees", "Paragraph Ten euros.")]
    [InlineData("<main><button>Fees</button><div style='display: none'><p>Ten euros.</p></div></main>", "Paragraph Fees", "Paragraph Ten euros.")]
    [InlineData("<main><h3><button>Fees</button></h3><div hidden>Ten euros.</div></main>", "Heading3 Fees", "Paragraph Ten euros.")]
    [InlineData("<main><button>Fees</button><div class=faq-answer>Ten euros.</div></main>", "Paragraph Fees", "Paragraph Ten euros.")]
    [InlineData("<main><button>Menu</button><ul hidden><li><a href=a>One page</a><li><a href=b>Another</a></ul>Text.</main>", "Paragraph Text.")]
    [InlineData("<main><label for=q>How long?</label><input type=checkbox id=q><div>A day.</div></main>", "Paragraph How long?", "Paragraph A day.")]
    [InlineData("<main><p>Text.</p><aside><ul><li><a href=a>One page</a><li><a href=b>Another</a></ul></aside></main>", "Paragraph Text.")]
    // Controls
    [InlineData("<main><button>Copy</button><pre>x = 1</pre></main>", "Code x = 1")]
    [InlineData("<main><form><label for=n>Name</label><input id=n><button>Send</button></form><p>Text.</p></main>", "Paragraph Text.")]
    [InlineData("<main><button aria-expanded=false aria-controls=p1>Fees</button><div id=p1 hidden>Ten euros.</div></main>", "Paragraph Fees", "Paragraph Ten euros.")]
    [InlineData("<main><button class=accordion>Section 1</button><div class=panel><p>One.</p></div></main>", "Paragraph Section 1", "Paragraph One.")]
    [InlineData("<main><input type=checkbox id=q><label for=q>How long?</label><div>A day.</div></main>", "Paragraph How long?", "Paragraph A day.")]
    [InlineData("<main><dl><dt><button>Term?</button></dt><dd>Meaning.</dd></dl></main>", "ListItem Term?", "ListItem Meaning.")]
    [InlineData("<main><h3><label for=q>Opening</label></h3><p>At nine.</p></main>", "Heading3 Opening", "Paragraph At nine.")]
    [InlineData("<main><details><summary>Why?</summary>Because.</details></main>", "Paragraph Why?", "Paragraph Because.")]
    [InlineData("<main><button data-bs-toggle=dropdown>Actions</button><ul><li>Edit this</ul></main>", "ListItem Edit this")]
    [InlineData("<main><menu><li><button>Bold</button><li><button>Italic</button></menu><p>Text.</p></main>", "Paragraph Text.")]
    // Heads and feet
    [InlineData("<header>Site</header><p>Text.</p><footer>Imprint</footer>", "Paragraph Text.")]
    [InlineData("<header><div>We are closed for the whole of May.</div></header><p>Text.</p>", "Paragraph We are closed for the whole of May.", "Paragraph Text.")]
    [InlineData("<header><p>Open daily.</p></header><p>Text.</p>", "Paragraph Open daily.", "Paragraph Text.")]
    [InlineData("<section><p>Text.</p><footer>Written in May.</footer></section>", "Paragraph Text.", "Paragraph Written in May.")]
    [InlineData("<section><p>Text.</p><footer><a href=a>Share</a> <a href=b>Print</a></footer></section>", "Paragraph Text.")]
    [InlineData("<blockquote>Words.<footer><cite><a href=a>Someone</a></cite></footer></blockquote>", "Paragraph Words.", "Paragraph Someone")]
    [InlineData("<h1>News</h1><p>An introduction that stands beside the article.</p><article><p>An article.</p></article>",
        "Heading1 News", "Paragraph An introduction that stands beside the article.", "Paragraph An article.")]
    [InlineData("<main><p>One.</p></main><main><p>Two.</p></main>", "Paragraph One.", "Paragraph Two.")]
    public async Task What_belongs_to_the_text_is_told_by_where_it_stands(string body, params string[] outline)
        => Assert.Equal(outline, Reading.Outline(await Reading.ReadAsync("a.html", $"<!doctype html><body>{body}")));

    [Theory]
    [InlineData("<p>10<sup>6</sup> m<sup>2</sup>, 2019<sup>[1]</sup>, 1<sup>st</sup>, H<sub>2</sub>O", "10^6 m^2, 2019 [1], 1st, H2O")]
    [InlineData("<p>10<sup><a href='#n6'>6</a></sup> of them", "10 (6) of them")]
    [InlineData("<p>10<span style='vertical-align: super'>6</span> bolts, in 2019<a class=superscript href=#n>1</a>", "10^6 bolts, in 2019 (1)")]
    [InlineData("<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>です", "漢(かん)字(じ)です")]
    [InlineData("<p>これは長い文で\n   次の行に続きます。", "これは長い文で次の行に続きます。")]
    [InlineData("<p>Words on\nlines, 한국어\n텍스트", "Words on lines, 한국어 텍스트")]
    [InlineData("<p>a<wbr>b <b>c</b>d <q>e</q>", "ab cd e")]
    [InlineData("<p>Area <math><mi>π</mi><msup><mi>r</mi><mn>2</mn></msup></math>, <math alttext='x'></math>", "Area πr^2, x")]
    [InlineData("<p><span class=MathJax_Preview>y</span><span class=MathJax><nobr aria-hidden=true>y</nobr><span><math><mi>y</mi></math></span></span>", "y")]
    [InlineData("<p>Energy <span><span style='display: none'><math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math></span>"
        + "<img aria-hidden=true alt='E=mc^{2}'></span>", "Energy E=mc^2")]
    [InlineData("<p>Area <span class=MathJax>πr2</span><script type=math/tex>\\pi r^2</script> here", "Area \\pi r^2 here")]
    [InlineData("<p><math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi></math>", "∑_(i=1)^n i")]
    [InlineData("<p><math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>", "(a+b)/2")]
    [InlineData("<h2>Setup <a class=anchor href='#s'>#</a></h2>", "Setup")]
    [InlineData("<dl><dt>run()<a class=headerlink href='#r' title='Link'>¶</a></dt></dl>", "run()")]
    [InlineData("<p>See <a href=a>#</a>42", "See #42")]
    [InlineData("<h2>Setup<span class=permalink>¶</span></h2>", "Setup")]
    public async Task Inline_text_reads_as_it_is_shown(string body, string text)
        => Assert.Equal(text, string.Join('\n', (await Reading.ReadAsync("a.html", $"<!doctype html><body>{body}")).Select(block => block.Text)));

    [Theory]
    [InlineData("<tr><th colspan=2>Prices<tr><th>A<th>B<tr><td>1<td>2", "A | B", "1 | 2")]
    [InlineData("<thead><tr><td>A<td>B</thead><tr><td>1<td>2", "A | B", "1 | 2")]
    [InlineData("<tr><td></td><th>2023<th>2024<tr><th>North<td>1<td>2", " | 2023 | 2024", "North | 1 | 2")]
    [InlineData("<tr><td><b>A</b><td><b>B</b><tr><td>1<td>2", "A | B", "1 | 2")]
    [InlineData("<thead><tr><th>A<th colspan=2>B</thead><tr><td>1<td colspan=2>n/a", "A | B | B", "1 | n/a | n/a")]
    [InlineData("<thead><tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D</thead><tr><td>1<td>2<td>3", "A | B | B\nA | C | D", "1 | 2 | 3")]
    [InlineData("<tr><td>1<td>2<tr><td>3<td>4", null, "1 | 2", "3 | 4")]
    [InlineData("<tr><th>A<th>B", null, "A | B")]
    public async Task Rows_carry_the_names_of_their_columns(string rows, string? header, params string[] texts)
    {
        var blocks = (await Reading.ReadAsync("a.html", $"<table>{rows}</table>")).Where(block => block.Kind == BlockKind.TableRow).ToArray();

        Assert.Equal(texts, blocks.Select(block => block.Text));
        Assert.All(blocks, block => Assert.Equal(header, block.TableHeader), throwIfEmpty: true);
    }

    [Fact]
    public async Task Each_part_of_a_table_has_the_names_above_it()
    {
        var blocks = await Reading.ReadAsync("a.html", "<table><tr><th>A<th>B<tr><td>1<td>2<tr><th>C<th>D<tr><td>3<td>4</table>");

        Assert.Equal(["A | B: 1 | 2", "C | D: 3 | 4"], blocks.Select(block => $"{block.TableHeader}: {block.Text}"));
    }

    [Theory]
    [InlineData("<table class=blob><tr><td data-line-number=1></td><td class=blob-code>if x:</td></tr><tr><td data-line-number=2></td><td class=blob-code>    y()</td></tr></table>")]
    [InlineData("<pre><table><tr><td class=ln-num>1<td>if x:\n<tr><td class=ln-num>2<td>    y()</table></pre>")]
    [InlineData("<table><tr><td class=gutter><pre><span>1</span><br><span>2</span></pre></td><td class=code><pre><span>if x:</span><br><span>    y()</span></pre></td></tr></table>")]
    [InlineData("<table><tr><td class=gutter><div>1</div><div>2</div></td><td class=code><div>if x:</div><div>    y()</div></td></tr></table>")]
    [InlineData("<pre><span class=ln>1</span>if x:\n<span class=ln>2</span>    y()</pre>")]
    [InlineData("<pre><code><span class=linenos>1 </span>if x:\n<span class=linenos>2 </span>    y()</code></pre>")]
    [InlineData("<table class=highlighttable><tr><td class=linenos><div><pre>1\n2</pre></div></td><td class=code><div><pre>if x:\n    y()</pre></div></td></tr></table>")]
    public async Task Code_beside_line_numbers_is_code(string html)
        => Assert.Equal(["Code if x:\n    y()"], Reading.Outline(await Reading.ReadAsync("a.html", html)));

    [Theory]
    [InlineData("<html xmlns='http://www.w3.org/1999/xhtml'><head><title/><style/><script/></head><body><textarea/><iframe/><p>Text.</p></body></html>")]
    [InlineData("<html><head><title/></head><body><a id='x'/><p>Text.</p></body></html>")]
    [InlineData("<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.1//EN' 'x.dtd'><html xmlns='http://www.w3.org/1999/xhtml'><body><p>Text.&nbsp;</p><script/></body></html>")]
    [InlineData("<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:body><h:p>Text.</h:p></h:body></h:html>")]
    [InlineData("<!DOCTYPE html [<!ENTITY w \"Text\">]><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><p>&w;.</p></body></html>")]
    // Not well-formed, and what closes itself still swallows nothing
    [InlineData("<html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='a.js'/></head><body><p>Text<br>.</p></body></html>")]
    [InlineData("<!DOCTYPE html [<!ENTITY a \"b\">]><html><head><title/></head><body><textarea/><p><![CDATA[Text]]><br/><b/>.<hr></p></body></html>")]
    // Not well-formed: as a browser would read it
    [InlineData("<html><body><p>Text.<br></body>")]
    public async Task Xhtml_is_read_as_the_xml_it_is(string page)
    {
        var blocks = await Reading.ReadAsync("a.xhtml", page);

        Assert.Equal("Text.", string.Join(' ', blocks.Select(block => block.Text)).Replace("\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<html><head><title/><script src=\"a.js\"/></head><body><p>Text.</p></body></html>", "Text.")]
    [InlineData("<p>One.<iframe src=\"a\"/></p><p>Two.</p>", "One. Two.")]
    // With an end further on, it is as a browser has it
    [InlineData("<p>One.</p><script src='a'/>code</script><p>Two.</p>", "One. Two.")]
    public async Task An_element_that_closes_itself_swallows_no_page(string page, string text)
        => Assert.Equal(text, string.Join(' ', (await Reading.ReadAsync("a.html", page)).Select(block => block.Text)));

    [Fact]
    public async Task Names_that_multiply_are_not_unfolded()
    {
        var names = string.Concat(Enumerable.Range(1, 9).Select(at => $"<!ENTITY e{at} \"{string.Concat(Enumerable.Repeat($"&e{at - 1};", 10))}\">"));
        var page = $"<!DOCTYPE html [<!ENTITY e0 \"laugh\">{names}]><html><head><title/></head><body><p>Text &e9;</p></body></html>";

        Assert.Equal("Text &e9;", Assert.Single(await Reading.ReadAsync("a.xhtml", page)).Text);
    }

    [Fact]
    public async Task A_page_that_says_it_is_xhtml_is_read_as_xml_whatever_its_name()
    {
        var blocks = await Reading.ReadAsync(
            "chapter.html", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body><p><![CDATA[a < b &nbsp; c]]></p></body></html>");

        Assert.Equal(["Paragraph a < b &nbsp; c"], Reading.Outline(blocks));
    }

    [Fact]
    public async Task A_table_of_numbers_and_names_in_type_of_code_is_a_table()
    {
        var blocks = await Reading.ReadAsync("a.html", "<table><tr><td>1<td><code>EPERM</code><tr><td>2<td><code>ENOENT</code></table>");

        Assert.Equal(["TableRow 1 | EPERM", "TableRow 2 | ENOENT"], Reading.Outline(blocks));
    }

    [Fact]
    public async Task Pages_within_the_page_are_read_or_told()
    {
        using var content = new MemoryStream(
            "<body>out<iframe srcdoc='<p>in</p><iframe srcdoc=&quot;<p>deep</p>&quot;></iframe>'></iframe><iframe src=a.html></iframe><noframes><p>none</p></noframes>"u8.ToArray());

        var (blocks, notes) = await Reading.WithNotesAsync("a.html", content);

        Assert.Equal(["Paragraph out", "Paragraph in", "Paragraph deep", "Paragraph none"], Reading.Outline(blocks));
        Assert.Equal(["1 embedded page (iframe) is not read"], notes);
    }

    [Theory]
    // UTF-8 is declared and nothing of it is there: an editor saved it otherwise
    [InlineData("<meta charset=utf-8><p>Grüße aus Köln für Jürgen", "windows-1252", "Grüße aus Köln für Jürgen")]
    [InlineData("<meta charset=shift_jis><p>倉庫は九時から開いています。", "shift_jis", "倉庫は九時から開いています。")]
    [InlineData("<meta charset=iso-2022-jp><p>倉庫", "iso-2022-jp", "倉庫")]
    [InlineData("<!-- <meta charset=koi8-r> --><meta charset=windows-1251><p>Склад", "windows-1251", "Склад")]
    // Declared wrongly: the bytes do not decode
    [InlineData("<meta charset=shift_jis><p>Grüße für die schöne Müllerin, häufig größer. Öl und Äpfel", "windows-1252", "Grüße für die schöne Müllerin, häufig größer. Öl und Äpfel")]
    public async Task A_declared_charset_is_believed_when_it_decodes(string page, string encoding, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        Assert.Equal(text, (await Reading.ReadAsync("a.html", Encoding.GetEncoding(encoding).GetBytes(page)))[^1].Text);
    }

    [Fact]
    public async Task Notes_come_from_a_process_of_its_own_too()
    {
        var page = new string('a', 100_000).Insert(50_000, " ") + "<p>größer, höher, weiter";
        using var content = new MemoryStream([.. Encoding.UTF8.GetBytes(page), 0xE9, (byte)'!']);

        var (_, notes) = await Reading.WithNotesAsync("a.html", content);

        Assert.Equal(["1 byte was not UTF-8"], notes);
    }
}
