namespace RerankFunctions.Reading.Tests;

public sealed class MarkdownReaderTests
{
    [Theory]
    [InlineData("> ", 10_000)]
    [InlineData("*a **", 40_000)]
    [InlineData("[", 40_000)]
    public async Task Nesting_without_end_is_refused(string opening, int times)
    {
        var refusal = await Reading.RefusedAsync("a.md", string.Concat(Enumerable.Repeat(opening, times)) + "a");

        Assert.Contains("nested too deeply", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_beyond_the_limit_is_refused_by_the_setting()
    {
        var refusal = await Reading.RefusedAsync("a.md", "# One\n\ntwo", ("MaxTreeBytes", "5"));

        Assert.Contains("Reading__MaxTreeBytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Structure_is_kept_and_markup_is_not()
    {
        var blocks = await Reading.ReadAsync("a.md", """
            ---
            title: "Feature scaling"
            tags: [a, b]
            ---
            # Why *scale*?

            Because [gradient descent](https://example.org) converges
            faster, see ![a plot](plot.png) and `fit()`.

            Setup
            -----
            1. Install
               - with pip
            2. Run

            > Quoted &amp; bold **words**.

            ```python
            def f():
                return 1
            ```

            <div><p>Raw <b>HTML</b></p><script>alert(1)</script></div>
            """);

        Assert.Equal(
            [
                "Title Feature scaling", "TableRow tags: a, b", "Heading1 Why scale?", "Paragraph Because gradient descent converges faster, see a plot and fit().",
                "Heading2 Setup", "ListItem Install", "ListItem with pip", "ListItem Run", "Paragraph Quoted & bold words.",
                "Code def f():\n    return 1", "Paragraph Raw HTML",
            ],
            Reading.Outline(blocks));
    }

    [Fact]
    public async Task Rows_of_a_table_carry_its_header()
    {
        var blocks = await Reading.ReadAsync("a.md", "| Method | Range |\n|---|---|\n| min-max | 0 to 1 |\n| z-score | |\n");

        Assert.Equal(["TableRow min-max | 0 to 1", "TableRow z-score"], Reading.Outline(blocks));
        Assert.All(blocks, block => Assert.Equal("Method | Range", block.TableHeader), throwIfEmpty: true);
    }

    [Theory]
    [InlineData("title: Plain", "Title Plain")]
    [InlineData("title: >\n  folded\n  lines", "Title folded lines")]
    [InlineData("author: title\ntitle: 'It''s'", "Title It's", "TableRow author: title")]
    [InlineData("title: [not, one]", "TableRow title: not, one")]
    [InlineData("nested:\n  title: inner", "TableRow nested: title, inner")]
    [InlineData("# a comment\ntitle: Plain # and another", "Title Plain")]
    // Not YAML, though everyone writes it
    [InlineData("title: Scaling: a guide\ntags: [a, b]", "Title Scaling: a guide", "TableRow tags: [a, b]")]
    [InlineData("title: \"unclosed", "Title unclosed")]
    public async Task Front_matter_gives_the_title_and_a_record_of_its_other_fields(string yaml, params string[] outline)
    {
        var blocks = await Reading.ReadAsync("a.md", $"---\n{yaml}\n---\ntext\n");

        Assert.Equal([.. outline, "Paragraph text"], Reading.Outline(blocks));
    }

    [Theory]
    [InlineData("---\n\n# One\n\ntext\n\n---\n\n# Two\n", "Heading1 One", "Paragraph text", "Heading1 Two")]
    [InlineData("---\nJust a line.\n---\n\ntext\n", "Heading2 Just a line.", "Paragraph text")]
    [InlineData("---\n- one\n- two\n---\n", "ListItem one", "ListItem two")]
    [InlineData("---\n\n# One\n\nContact: a@b.org\n\n---\n", "Heading1 One", "Paragraph Contact: a@b.org")]
    [InlineData("***\nopen\n***\n", "Paragraph open")]
    [InlineData("---\nopen, and never closed\n", "Paragraph open, and never closed")]
    [InlineData("+++\nNot TOML at all.\n+++\n", "Paragraph +++ Not TOML at all. +++")]
    [InlineData("---\r\ntitle: Windows\r\n---\r\ntext\r\n", "Title Windows", "Paragraph text")]
    [InlineData("\uFEFF---\ntitle: Marked\n...\ntext\n", "Title Marked", "Paragraph text")]
    [InlineData("+++\ntitle = 'Plain'\ntags = [\"a\", \"b\"]\n[params]\nauthor = \"Ann\"\n+++\ntext\n", "Title Plain", "TableRow tags: a, b; author: Ann", "Paragraph text")]
    public async Task What_stands_between_rules_at_the_start_is_kept(string markdown, params string[] outline)
        => Assert.Equal(outline, Reading.Outline(await Reading.ReadAsync("a.md", markdown)));

    [Theory]
    [InlineData("a~5~b and H~2~O, ++kept++, ==kept==, x^2^, ~~struck~~", "a~5~b and H~2~O, ++kept++, ==kept==, x^2^, struck")]
    [InlineData("`C++11` and i++ + ++j, --flag, \"\"quoted\"\"", "C++11 and i++ + ++j, --flag, \"\"quoted\"\"")]
    [InlineData("List<T> and <your-name> and Map<K, V>", "List<T> and <your-name> and Map<K, V>")]
    [InlineData("if a<b and c>d it is <b>so</b>", "if a<b and c>d it is so")]
    [InlineData("a <b>bold</b> <Note>component</Note><br>next", "a bold component\nnext")]
    [InlineData("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>の駅", "東京(とうきょう)の駅")]
    [InlineData("press <button>Save</button> or <kbd>Ctrl</kbd>+<kbd>S</kbd> <!-- not --> now", "press\nSave\nor Ctrl+S now")]
    [InlineData("x &lt; y <sup>1</sup>, 5 < 6 `a<b>c`", "x < y (1), 5 < 6 a<b>c")]
    [InlineData("第一行 <b>粗</b>\n第二行", "第一行 粗第二行")]
    [InlineData("an ![alternative *text*](a.png) here", "an alternative text here")]
    public async Task Inline_text_reads_as_it_is_shown(string markdown, string text)
        => Assert.Equal(text, string.Join('\n', (await Reading.ReadAsync("a.md", markdown)).Select(block => block.Text)));

    [Theory]
    [InlineData("<details>\n<summary>Why?</summary>\n\nBecause **so**.\n\n</details>", "Paragraph Why?", "Paragraph Because so.")]
    [InlineData("<div class=\"note\">\n\n**Note** text\n\n</div>", "Paragraph Note text")]
    [InlineData("<aside>\nAn aside.\n</aside>\n\n<nav>Links</nav>\n\n<footer>A foot.</footer>", "Paragraph An aside.", "Paragraph Links", "Paragraph A foot.")]
    [InlineData("<Aside type=\"tip\">\nA tip.\n</Aside>", "Paragraph A tip.")]
    [InlineData("<placeholder>\n", "Paragraph <placeholder>")]
    [InlineData("> <table>\n> <tr><th>A<th>B</tr>\n>\n> <tr><td>1<td>2</tr>\n> </table>", "TableRow 1 | 2")]
    [InlineData("<table>\n<tr><th>A</th><th>B</th></tr>\n\n    <tr><td>1</td>\n\n    <td>2</td></tr>\n</table>\n\nafter", "TableRow 1 | 2", "Paragraph after")]
    [InlineData("<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td>\n\n**bold**\n\n</td><td>2</td></tr>\n</table>", "TableRow bold | 2")]
    public async Task Html_blocks_are_text_and_stay_together(string markdown, params string[] outline)
        => Assert.Equal(outline, Reading.Outline(await Reading.ReadAsync("a.md", markdown)));

    [Theory]
    [InlineData("## Install {#install}", "Install")]
    [InlineData("## Install {#install .no-toc data-x=\"a b\"}", "Install")]
    [InlineData("## Install {: #install}", "Install")]
    [InlineData("## Install ##", "Install")]
    [InlineData("## The set {a, b}", "The set {a, b}")]
    [InlineData("Install {#install}\n---", "Install")]
    public async Task An_id_behind_a_heading_goes(string markdown, string text)
        => Assert.Equal($"Heading2 {text}", Assert.Single(Reading.Outline(await Reading.ReadAsync("a.md", markdown))));

    [Fact]
    public async Task Cells_beyond_the_header_and_notes_that_nothing_refers_to_are_kept()
    {
        var blocks = await Reading.ReadAsync("a.md", "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n\nText.\n\n[^lone]: A note of its own.\n");

        Assert.Equal(["TableRow 1 | 2 | 3", "Paragraph Text.", "Paragraph A note of its own."], Reading.Outline(blocks));
    }
}
