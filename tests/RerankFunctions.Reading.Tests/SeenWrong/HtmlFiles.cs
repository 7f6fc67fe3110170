namespace RerankFunctions.Reading.Tests.SeenWrong;

public sealed class HtmlFiles
{
    [Theory]
    [InlineData("seen-wrong-2/html/aside-note.html", "Keys are rotated monthly.", "Warning: Never reuse a retired key.", "Ask the operator for a new one.")]
    [InlineData("seen-wrong-2/html/aside-only.html", "Heading1 Tip", "Grease the wheel in spring.")]
    [InlineData(
        "seen-wrong-2/html/bootstrap-accordion.html", "Heading2 How do I cancel my subscription?\nParagraph Open Billing and choose End plan.",
        "Heading2 Which cards are accepted?\nParagraph All debit cards issued in Europe.")]
    [InlineData("seen-wrong-2/html/faq-button.html", "Can I pay monthly?\nParagraph Yes, by card.")]
    [InlineData("seen-wrong-2/html/menu-list.html", "ListItem Soup of the day", "ListItem Fish pie")]
    [InlineData("seen-wrong-2/html/blockquote-footer.html", "Measure twice, cut once.", "— An old carpenter")]
    [InlineData("seen-wrong-2/html/header-h2.html", "Heading2 Opening hours", "Daily from nine.", "Rest.")]
    [InlineData("seen-wrong-2/html/xhtml-empty-title.xhtml", "Heading1 Chapter one", "The lighthouse keeper counted the ships.")]
    [InlineData("seen-wrong-2/html/xhtml-empty-script.xhtml", "Title Chapter", "Heading1 Chapter one", "The lighthouse keeper counted the ships.")]
    [InlineData("seen-wrong-2/html/xhtml-cdata.xhtml", "Before.", "Paragraph Use a < b && c > d here.", "After the anchor.", "End.", "not: ]]>")]
    [InlineData(
        "seen-wrong-2/html/utf8-one-bad-byte.html", "Title Öffnungszeiten", "Die Bücherei öffnet für alle um neun Uhr. Straße und Größe.\uFFFD",
        "Größere Änderungen gelten ab März.", "note: 1 byte was not UTF-8")]
    [InlineData("seen-wrong-2/html/meta-utf8-late-bad-byte.html", "Die Gebühr beträgt fünf Euro für Schüler.", "Preis: 5 \uFFFD", "note: 1 byte was not UTF-8")]
    [InlineData("seen-wrong-2/html/sup.html", "The plant makes 10^6 bolts. Sales rose to 250 (3) in 2019 (1). A pipe of 1 1/2 inch.")]
    [InlineData("seen-wrong-2/html/code-linenos-table.html", "Code def drain(tank):\n    for valve in tank:\n        valve.open()\n    return True", "not: 1\n2", "not: 1 2 3 4")]
    [InlineData("seen-wrong-2/html/katex.html", "The area is πr^2 for a circle.", "not: \\pi")]
    [InlineData("seen-wrong-2/html/sphinx-headerlink.html", "Heading1 Install\n", "Heading2 On Linux\n", "not: ¶")]
    [InlineData("seen-wrong-2/html/frameset.html", "Title Old site", "Paragraph The club meets on Tuesdays.", "not: <p>")]
    [InlineData("seen-wrong-2/html/table-row-th.html", "rows under:  | Length | Fee", "Berth number 11 at the north quay | 21 metres | 31 euros a night")]
    [InlineData("seen-wrong-2/html/table-title-row.html", "Paragraph Price list 2024", "rows under: Place | Length | Fee", "Berth number 0 at the north quay | 10 metres")]
    [InlineData("seen-wrong-2/html/table-two-head-rows-long.html", "rows under: Place | Summer | Summer\nPlace | Length | Fee", "Berth number 0 at the north quay | 10 metres")]
    [InlineData("seen-wrong/testSrcDoc.html", "outside", "this is the iframe content")]
    public Task Give_what_they_say(string path, params string[] lines) => SeenWrongFile.GivesAsync(path, lines);
}
