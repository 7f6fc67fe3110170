using System.Text;
using static RerankFunctions.Reading.Tests.OfficeFiles;

namespace RerankFunctions.Reading.Tests;

/// <summary>Small documents that use what a format has, and letters that text is easily lost by: one or a few for each reader.</summary>
internal static class GoldenDocuments
{
    /// <summary>A soft hyphen, a letter with its accent apart, a no-break space, a pair of surrogates, a script without spaces.</summary>
    private const string Letters = "Skalie\u00ADrung e\u0301tude\u00A05\u202Fkg \U0001F600 日本語の文 العربية";

    public static IEnumerable<(string Name, byte[] Content)> ForReader(string reader) => reader switch
    {
        "text" =>
        [
            Text("a.txt", $"Feature scaling\n===============\n\nBoth lines of\nthis paragraph.\n\n- one\n- two\n\n    code\n\n日本\n語\n\n{Letters}\n"),
            ("utf16.txt", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("größe\r\n\r\nnaïve")).ToArray()),
            ("latin.txt", Encoding.Latin1.GetBytes("Die Größe der Öfen wird überprüft, bevor wir die Türen schließen.")),
        ],
        "delimited" =>
        [
            Text("a.csv", $"name,note\nscaling,\"two\nlines, and a \"\"quote\"\"\"\n,empty before\n{Letters},x\n"),
            Text("a.tsv", "a\tb\n1\t2\n"),
        ],
        "json" =>
        [
            Text("a.json", $$"""{"title":"Scaling","steps":[{"name":"mean","value":0.5},{"on":true}],"deep":{"a":{"b":[1,2]} },"letters":"{{Letters}}"}"""),
            Text("a.jsonl", "{\"q\":\"one\"}\n{\"q\":\"two\"}\n"),
        ],
        "markdown" =>
        [
            Text("a.md", $"""
                ---
                title: Scaling
                ---
                Text before.

                # First *heading*

                A paragraph over
                two lines with a [link](https://example.com) and `code`.[^1]

                - one
                  - nested
                - [x] two

                1. first

                > a quote

                ```python
                def f():
                    return 1
                ```

                | a | b |
                |---|---|
                | 1 | 2 |

                <b>Bold</b> text, {Letters}

                [^1]: A note.
                """),
        ],
        "html" =>
        [
            Text("a.html", $"""
                <!doctype html><html><head><title>Scaling</title><style>p {"{}"}</style></head><body><nav><a href="/">Home</a></nav>
                <main><h1>First</h1><p>A paragraph<br>of two lines &amp; an entity.</p><ul><li>one<ul><li>nested</li></ul></li><li>two</li></ul>
                <pre>def f():
                    return 1</pre><table><tr><th>a<th>b</tr><tr><td rowspan=2>1<td>2</tr><tr><td>3</tr></table>
                <p hidden>hidden</p><blockquote>a quote</blockquote><img alt="A picture" src="a.png"><p>{Letters}</p></main>
                <footer>Imprint</footer></body></html>
                """),
        ],
        "xhtml" =>
        [
            Text("a.xhtml", $"""
                <?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Scaling</title><script src="a.js"/></head><body>
                <h1>First</h1><p><![CDATA[a < b]]> &amp; c&nbsp;d<a id="x"/></p><p>{Letters}</p></body></html>
                """),
        ],
        "pdf" =>
        [
            ("a.pdf", PdfFiles.WithLines([(18, "Feature scaling"), (10, "A paragraph that is broken after a"), (10, "word and goes on, hyphen-"), (10, "ated at its end.")])),
        ],
        "word" =>
        [
            ("a.docx", Word(
                $"""
                <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Scaling</w:t></w:r></w:p>
                <w:p><w:r><w:t xml:space="preserve">A paragraph, </w:t></w:r><w:r><w:tab/><w:t>{Letters}</w:t></w:r></w:p>
                <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>an item</w:t></w:r></w:p>
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>
                <w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
                """,
                ("styles", """<w:styles NS><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>"""))),
        ],
        "presentation" =>
        [
            ("a.pptx", Presentation((Shape("title", "Scaling") + Shape("body", "one", "two"), "A note."), (Shape(null, Letters), null))),
        ],
        "workbook" =>
        [
            ("a.xlsx", Workbook(
                """<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>""",
                ("Sheet", null, $"""
                    <row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>day</t></is></c></row>
                    <row r="2"><c r="A2" t="inlineStr"><is><t>{Letters}</t></is></c><c r="B2" s="1"><v>45000</v></c></row>
                    <row r="3"><c r="A3"><v>0.5</v></c></row>
                    """),
                ("Hidden", "hidden", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"))),
        ],
        _ => throw new ArgumentException($"Give the reader '{reader}' a small document here.", nameof(reader)),
    };

    private static (string Name, byte[] Content) Text(string name, string content) => (name, Encoding.UTF8.GetBytes(content));
}
