using System.Globalization;
using System.Text;
using RerankFunctions.Reading;

namespace RerankFunctions.Reading.Tests;

public sealed class IsolatedReaderTests
{
    [Fact]
    public async Task A_parser_that_overflows_its_stack_takes_only_its_process_with_it()
    {
        var refusal = await Reading.RefusedAsync("a.pdf", PdfFiles.WithNestedOutline(100_000));

        Assert.Contains("overflowed the reader's stack", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await Reading.ReadAsync("b.txt", "The worker lives on."));
    }

    [Fact]
    public async Task A_document_that_takes_too_long_is_refused_by_the_setting()
    {
        // Takes the HTML parser time that grows with the square of the length: minutes for this one.
        var refusal = await Reading.RefusedAsync("a.html", string.Concat(Enumerable.Repeat("<div>", 200_000)), ("TimeoutSeconds", "1"));

        Assert.Contains("Reading__TimeoutSeconds", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_takes_too_much_memory_is_refused_by_the_setting()
    {
        var page = string.Concat(Enumerable.Range(0, 300_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"<p>paragraph {number}</p>")));

        var refusal = await Reading.RefusedAsync("a.html", page, ("MaxProcessBytes", (64 << 20).ToString(CultureInfo.InvariantCulture)));

        Assert.Contains("Reading__MaxProcessBytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_document_reads_the_same_in_a_process_of_its_own()
    {
        var lines = Enumerable.Range(0, 20_000).Select(number => $"<p>Zeile {number}: „größer“ \U0001F600 &lt;b&gt;</p>").ToArray();

        var blocks = await Reading.ReadAsync("a.html", string.Concat(lines));

        Assert.Equal(
            Enumerable.Range(0, 20_000).Select(number => $"Zeile {number}: „größer“ \U0001F600 <b>"), blocks.Select(block => block.Text));
    }

    [Fact]
    public async Task A_consumer_that_stops_early_or_takes_its_time_is_no_error()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<p>one of many paragraphs</p>", 20_000)));

        // One process at a time: a consumer that stopped early must have given its place back.
        Assert.NotEmpty(await Reading.FirstAsync("a.html", content, 10, ("MaxProcesses", "1")));
    }

    [Theory]
    [InlineData("a.doc", "Save it as .docx")]
    [InlineData("scan.png", "OCR")]
    [InlineData("a.xyz", "Upload one of: .csv")]
    public async Task What_is_not_read_is_refused_with_what_to_do(string name, string advice)
    {
        var refusal = await Reading.RefusedAsync(name, "x");

        Assert.True(refusal.Unsupported);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
    }
}
