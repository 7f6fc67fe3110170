using System.Text;
using RerankFunctions.Reading;
using RerankFunctions.Reading.Text;

namespace RerankFunctions.Reading.Tests;

public sealed class PlainTextReaderTests
{
    static PlainTextReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("%PDF-1.7 …", "a PDF document")]
    [InlineData("PK\u0003\u0004", "a zip archive")]
    [InlineData("a\u0001\u0002\u0003\u0000b", "binary bytes")]
    public async Task Bytes_that_are_no_text_are_refused_by_what_they_are(string content, string reason)
    {
        var refusal = await Reading.RefusedAsync("notes.txt", Encoding.Latin1.GetBytes(content));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.Unsupported);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public async Task Unicode_is_read_with_a_byte_order_mark_and_without(string name)
    {
        const string Text = "Straße und Käse, 12 € – заглавие\U0001F600";
        var encoding = Encoding.GetEncoding(name);

        var marked = await Reading.ReadAsync("a.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]);
        var unmarked = await Reading.ReadAsync("a.txt", encoding.GetBytes(Text));

        Assert.Equal(Text, Assert.Single(marked).Text);
        Assert.Equal(Text, Assert.Single(unmarked).Text);
    }

    [Fact]
    public async Task A_legacy_encoding_that_shows_only_late_in_a_document_is_found()
    {
        var ascii = string.Concat(Enumerable.Repeat("An ordinary line of text.\n\n", 20_000));

        var blocks = await Reading.ReadAsync("a.txt", Encoding.GetEncoding(1252).GetBytes(ascii + "Die Straße führt über die Brücke nach Köln."));

        Assert.Equal("Die Straße führt über die Brücke nach Köln.", blocks[^1].Text);
    }

    [Fact]
    public async Task A_character_across_two_buffers_does_not_end_utf_8()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string('a', 256 * 1024 - shift) + "\U0001F600 ß";

            var blocks = await Reading.ReadAsync("a.txt", text);

            Assert.EndsWith("\U0001F600 ß", blocks[^1].Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Blank_lines_part_paragraphs_and_wrapped_lines_are_joined()
    {
        var blocks = await Reading.ReadAsync("a.txt",
            "Standardisation rescales a feature so that it has\r\na mean of zero and a standard deviation of one.\r\n\r\nRoses are red\nViolets are blue\n");

        Assert.Equal(
            ["Paragraph Standardisation rescales a feature so that it has a mean of zero and a standard deviation of one.", "Paragraph Roses are red\nViolets are blue"],
            Reading.Outline(blocks));
    }

    [Fact]
    public async Task Underlined_lines_are_headings_and_marked_lines_list_items()
    {
        var blocks = await Reading.ReadAsync("a.rst", "Scaling\n=======\n\nWhy\n---\n- it helps\n- it is cheap\n  and quick\n");

        Assert.Equal(["Heading1 Scaling", "Heading2 Why", "ListItem - it helps", "ListItem - it is cheap\nand quick"], Reading.Outline(blocks));
    }

    [Fact]
    public async Task An_endless_line_is_cut_between_words()
    {
        var words = Enumerable.Range(0, 50_000).Select(number => $"word{number}").ToArray();

        var blocks = await Reading.ReadAsync("a.txt", string.Join(' ', words));

        Assert.True(blocks.Count > 10);
        Assert.All(blocks, block => Assert.InRange(block.Text.Length, 1, BlockText.MaxCharacters), throwIfEmpty: true);
        Assert.Equal(words, blocks.SelectMany(block => block.Text.Split(' ')));
    }

    [Fact]
    public async Task An_endless_line_without_spaces_is_cut_between_graphemes()
    {
        const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

        var blocks = await Reading.ReadAsync("a.txt", string.Concat(Enumerable.Repeat(Family, 5_000)));

        Assert.True(blocks.Count > 1);
        Assert.All(blocks, block => Assert.Equal("", block.Text.Replace(Family, "", StringComparison.Ordinal)), throwIfEmpty: true);
    }

    [Fact]
    public async Task A_document_of_any_length_streams()
    {
        await using var content = new RepeatedStream("A sentence that is repeated over and over again. "u8.ToArray(), 32L << 20);
        long characters = 0, furthestAhead = 0;

        await foreach (var block in new PlainTextReader().ReadAsync(content, new ReadingNotes(), TestContext.Current.CancellationToken))
        {
            characters += block.Text.Length;
            furthestAhead = Math.Max(furthestAhead, content.Position - characters);
        }

        Assert.InRange(characters, 31L << 20, 32L << 20);
        // Of what was read, only buffers are yet to come (and the spaces at the pieces' ends, which go).
        Assert.InRange(furthestAhead, 0, 128 * 1024);
    }

    [Theory]
    [InlineData("[main] DEBUG com.foo.Bar - starting the application now\n[main] INFO  com.foo.Baz - started the application in 3 s")]
    [InlineData("java.lang.IllegalStateException: the harbour office is closed\n\tat com.foo.Office.open(Office.java:12)\n\tat com.foo.Main.main(Main.java:3)")]
    [InlineData("Traceback (most recent call last):\n  File \"/srv/office/opening.py\", line 12, in open_office\nValueError: the harbour office is closed today")]
    public async Task Lines_of_logs_stay_lines(string log)
        => Assert.Equal(log.Split('\n').Length, Assert.Single(await Reading.ReadAsync("a.log", log)).Text.Split('\n').Length);
}
