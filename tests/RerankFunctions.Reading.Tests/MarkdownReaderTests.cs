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
                "Title Feature scaling", "Heading1 Why scale?", "Paragraph Because gradient descent converges faster, see a plot and fit().",
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
        Assert.All(blocks, block => Assert.Equal("Method | Range", block.TableHeader));
    }

    [Theory]
    [InlineData("title: Plain", "Plain")]
    [InlineData("title: >\n  folded\n  lines", "folded lines")]
    [InlineData("author: title\ntitle: 'It''s'", "It's")]
    [InlineData("title: [not, one]", null)]
    [InlineData("nested:\n  title: inner", null)]
    [InlineData("title: \"unclosed", null)]
    public async Task The_title_is_the_front_matters(string yaml, string? title)
    {
        var blocks = await Reading.ReadAsync("a.md", $"---\n{yaml}\n---\ntext\n");

        Assert.Equal(title is null ? ["Paragraph text"] : [$"Title {title}", "Paragraph text"], Reading.Outline(blocks));
    }
}
