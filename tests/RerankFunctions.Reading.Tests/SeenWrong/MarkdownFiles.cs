namespace RerankFunctions.Reading.Tests.SeenWrong;

public sealed class MarkdownFiles
{
    [Theory]
    [InlineData(
        "seen-wrong-2/md/starts-with-rule.md", "Heading1 Refund policy", "Paragraph Refunds are paid within 14 days of the return.", "Heading1 Shipping",
        "Parcels leave the warehouse on weekdays.")]
    [InlineData("seen-wrong-2/md/rule-then-setext.md", "The harbour opens at six.", "It closes at nine.", "Heading2 Fees", "Ten euros.")]
    [InlineData("seen-wrong-2/md/cpp-versions.md", "The library builds with C++11, C++14 and C++17 compilers.")]
    [InlineData("seen-wrong-2/md/plusplus-prose.md", "g++-12 and clang++-15 both work; C++ and C++/CLI too. Version 1.2++3 and 2++4.")]
    [InlineData("seen-wrong-2/md/powers.md", "The store holds 10^6 to 10^9 vectors. For a right triangle a^2 + b^2 = c^2.")]
    [InlineData("seen-wrong-2/md/equality.md", "Use status==open and region==north in the filter box.")]
    [InlineData("seen-wrong-2/md/requirements.md", "Pin numpy==1.26 and pandas==2.1 in the file.")]
    [InlineData("seen-wrong-2/md/notion-callout.md", "Never restore onto the production server without a ticket.", "Keep seven copies.")]
    [InlineData("seen-wrong-2/md/notion-callout-tight.md", "Never restore onto the production server without a ticket.", "Keep seven copies.")]
    [InlineData("seen-wrong-2/md/utf8-one-bad-byte.md", "Heading1 Größe", "Die Straße ist für Fußgänger gesperrt.", "L\uFFFDbeck", "note: 1 byte was not UTF-8")]
    [InlineData("seen-wrong-2/md/sup-html.md", "The site has 10^6 cells, see 2020 (3), and H2O.")]
    [InlineData("seen-wrong-2/md/html-table-blank-lines.md", "rows under: Service | Port", "TableRow Broker | 5672", "TableRow Console | 15672")]
    [InlineData("seen-wrong-2/md/hard-wrap-cjk.md", "Paragraph これは長い文で次の行に続きます。")]
    [InlineData("seen-wrong-2/md/heading-attr.md", "Heading2 Install the agent\n", "not: {", "Run the installer as root.")]
    [InlineData("seen-wrong-2/md/toml-front-matter.md", "Title Refund policy", "Refunds are paid within 14 days.", "not: +++")]
    [InlineData("seen-wrong-2/md/inline-img-alt.md", "The rack front view of rack twelve stands left.")]
    public Task Give_what_they_say(string path, params string[] lines) => SeenWrongFile.GivesAsync(path, lines);
}
