using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;
using static RerankFunctions.Pipeline.Tests.Chunking.Documents;

namespace RerankFunctions.Pipeline.Tests.Chunking;

public sealed class StructureChunkerTests
{
    private static readonly ChunkingOptions Small = new() { MaxTokens = 100, OverlapTokens = 0 };

    [Fact]
    public async Task A_document_without_text_has_no_chunks()
    {
        Assert.Empty(await ChunkAsync());
        Assert.Empty(await ChunkAsync(Title("Only a title")));
    }

    [Fact]
    public async Task A_section_that_fits_is_one_chunk_under_its_headings()
    {
        var chunks = await ChunkAsync(
            Heading(1, "Scaling"), Paragraph(Sentences("intro", 4)),
            Heading(2, "Min-Max"), Paragraph(Sentences("first", 3)), Paragraph(Sentences("second", 3)),
            Heading(3, "Formula"), Paragraph(Sentences("formula", 4)),
            Heading(2, "Z-Score"), Paragraph(Sentences("third", 4)));

        Assert.Equal(["Scaling", "Scaling > Min-Max", "Scaling > Min-Max > Formula", "Scaling > Z-Score"], chunks.Select(chunk => chunk.Heading));
        Assert.All(chunks, chunk => Assert.Equal("Scaling", chunk.Title), throwIfEmpty: true);
        Assert.Equal($"{Sentences("first", 3)}\n\n{Sentences("second", 3)}", chunks[1].Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_section_without_a_heading_belongs_to_none_before_it(int sentences)
    {
        var (titled, untitled) = (Sentences("titled", sentences), Sentences("untitled", sentences));

        var chunks = await ChunkAsync(Heading(1, "Budget"), Paragraph(titled), Block.SectionBreak, Paragraph(untitled));

        Assert.Equal(["Budget", null], chunks.Select(chunk => chunk.Heading));
        Assert.Equal([titled, untitled], chunks.Select(chunk => chunk.Text));
    }

    [Fact]
    public async Task The_title_is_the_documents_own_else_the_first_heading_before_any_text_else_none()
    {
        var text = Paragraph(Sentences("text", 5));

        Assert.Equal("Own", (await ChunkAsync(Title("Own"), Heading(1, "First"), text))[0].Title);
        Assert.Equal("First", (await ChunkAsync(Heading(2, "First"), Heading(3, "Second"), text))[0].Title);
        Assert.Null((await ChunkAsync(text, Heading(1, "Late"), text))[1].Title);
    }

    [Theory]
    [InlineData(null, null, "Text.")]
    [InlineData("Intro", null, "Intro\n\nText.")]
    [InlineData("Intro", "Intro", "Intro\n\nText.")]
    [InlineData("Intro", "Intro > More", "Intro > More\n\nText.")]
    [InlineData("Intro", "Introduction", "Intro > Introduction\n\nText.")]
    [InlineData(null, "A > B", "A > B\n\nText.")]
    public void What_is_embedded_names_title_and_headings_once(string? title, string? heading, string embedded)
        => Assert.Equal(embedded, new Chunk(0, "Text.", title, heading, null).EmbeddingText);

    [Fact]
    public async Task A_long_section_is_cut_between_paragraphs_before_it_is_cut_between_sentences()
    {
        var (a, b, c) = (Sentences("a", 5), Sentences("b", 5), Sentences("c", 5));

        var chunks = await ChunkAsync(Small, [Paragraph(a), Paragraph(b), Paragraph(c)]);

        Assert.Equal(3, chunks.Count);
        Assert.Equal([a, b, c], chunks.Select(chunk => chunk.Text));
    }

    [Fact]
    public async Task A_long_paragraph_is_cut_between_sentences_without_a_scrap_at_its_end()
    {
        var chunks = await ChunkAsync(Small, [Paragraph(Sentences("a", 40))]);

        Assert.All(chunks, chunk => Assert.StartsWith("Sentence ", chunk.Text), throwIfEmpty: true);
        Assert.All(chunks, chunk => Assert.EndsWith("more.", chunk.Text), throwIfEmpty: true);
        Assert.All(chunks, chunk => Assert.InRange(TokenCount.Count(chunk.Text), Small.MaxTokens / 2, Small.MaxTokens), throwIfEmpty: true);
    }

    [Fact]
    public async Task Whole_sentences_are_repeated_within_a_section_but_not_across_sections()
    {
        var options = new ChunkingOptions { MaxTokens = 100, OverlapTokens = 40 };

        var chunks = await ChunkAsync(options, [Heading(1, "A"), Paragraph(Sentences("a", 20)), Heading(1, "B"), Paragraph(Sentences("b", 20))]);

        foreach (var (first, second) in chunks.Zip(chunks.Skip(1)))
        {
            var lastSentence = first.Text[first.Text.LastIndexOf("Sentence", StringComparison.Ordinal)..];
            if (first.Heading == second.Heading)
                Assert.Contains(lastSentence, second.Text, StringComparison.Ordinal);
            else
                Assert.StartsWith("Sentence 0 of b", second.Text);
        }
    }

    [Fact]
    public async Task Questions_with_their_answers_stay_apart()
    {
        var chunks = await ChunkAsync(
            Heading(1, "FAQ"),
            Heading(2, "How do I reset my password?"), Paragraph("Open the settings, choose Account, then choose Reset password and follow the mail."),
            Heading(2, "Where are my invoices?"), Paragraph("Invoices are under Billing in the settings, as files for each month that you paid."));

        Assert.Equal(["FAQ > How do I reset my password?", "FAQ > Where are my invoices?"], chunks.Select(chunk => chunk.Heading));
    }

    [Fact]
    public async Task Sections_of_a_line_share_a_chunk_that_claims_only_the_heading_they_share()
    {
        var chunk = Assert.Single(await ChunkAsync(
            Heading(1, "Contact"), Heading(2, "Phone"), Paragraph("555 1234"), Heading(2, "Fax"), Heading(2, "Mail"), Paragraph("a@b.example")));

        Assert.Equal("Contact", chunk.Heading);
        Assert.Equal("Phone\n\n555 1234\n\nFax\n\nMail\n\na@b.example", chunk.Text);
    }

    [Fact]
    public async Task A_line_of_introduction_opens_the_section_below_it()
    {
        var chunks = await ChunkAsync(Heading(1, "Setup"), Paragraph("Do this:"), Heading(2, "Linux"), Paragraph(Sentences("linux", 5)));

        Assert.Equal($"Do this:\n\nLinux\n\n{Sentences("linux", 5)}", Assert.Single(chunks).Text);
        Assert.Equal("Setup", chunks[0].Heading);
    }

    [Fact]
    public async Task Headings_without_text_are_text()
        => Assert.Equal("Agenda\n\nBudget\n\nHiring", Assert.Single(await ChunkAsync(Heading(1, "Agenda"), Heading(1, "Budget"), Heading(1, "Hiring"))).Text);

    [Fact]
    public async Task A_heading_as_long_as_a_paragraph_is_cut_above_the_text_and_stands_in_it()
    {
        var heading = Sentences("heading", 6);

        var chunk = Assert.Single(await ChunkAsync(Heading(1, heading), Paragraph("Text.")));

        Assert.Equal($"{heading}\n\nText.", chunk.Text);
        Assert.EndsWith("…", chunk.Heading);
        Assert.Equal(chunk.Title, chunk.Heading);
    }

    [Fact]
    public async Task Where_the_headings_are_too_long_together_those_just_above_the_text_stay()
    {
        var chunks = await ChunkAsync(
            [.. Enumerable.Range(1, 6).Select(level => Heading(level, $"Level {level} of these rather long headings, as in a law")), Paragraph(Sentences("law", 5))]);

        Assert.StartsWith("… > ", Assert.Single(chunks).Heading);
        Assert.EndsWith("Level 6 of these rather long headings, as in a law", chunks[0].Heading);
    }

    [Fact]
    public async Task List_items_stay_whole_and_keep_the_line_that_announces_them()
    {
        var items = Enumerable.Range(0, 12).Select(number => $"Item {number} has a text. And a second sentence of some length.").ToList();

        var chunks = await ChunkAsync(Small, [Paragraph(Sentences("a", 5)), Paragraph("The steps are:"), .. items.Select(Item)]);

        Assert.All(items, item => Assert.Single(chunks, chunk => chunk.Text.Split('\n').Contains(item)), throwIfEmpty: true);
        Assert.Contains("The steps are:\n\nItem 0", string.Join('|', chunks.Select(chunk => chunk.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_chunk_of_a_table_starts_with_its_header_and_has_whole_rows()
    {
        var rows = Enumerable.Range(0, 40).Select(number => $"row {number} | {number * 3} | some text in a cell").ToList();

        var chunks = await ChunkAsync(Small, rows.Select(row => Row("name | value | remark", row)));

        Assert.True(chunks.Count > 3);
        Assert.All(chunks, chunk => Assert.StartsWith("name | value | remark\n", chunk.Text), throwIfEmpty: true);
        Assert.Equal(rows, chunks.SelectMany(chunk => chunk.Text.Split('\n').Skip(1)));
    }

    [Fact]
    public async Task Two_tables_in_one_chunk_have_each_their_own_header()
        => Assert.Equal("a | b\n1 | 2\n3 | 4\n\nc\n5", Assert.Single(await ChunkAsync(Row("a | b", "1 | 2"), Row("a | b", "3 | 4"), Row("c", "5"))).Text);

    [Fact]
    public async Task A_header_too_long_to_repeat_is_given_once_in_full()
    {
        var header = string.Join(" | ", Enumerable.Range(0, 60).Select(number => $"column{number}"));

        var chunks = await ChunkAsync(Small, [Row(header, "first row"), Row(header, "second row")]);

        var words = string.Join(' ', chunks.Select(chunk => chunk.Text)).Split([' ', '\n']);
        Assert.Subset(words.ToHashSet(), header.Split(' ').ToHashSet());
        Assert.Contains("…\nfirst row\nsecond row", chunks[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_keeps_its_lines_and_indentation()
    {
        const string Source = "def scale(x):\n    lo = min(x)\n\n    return [(v - lo) for v in x]";
        Assert.Equal(Source, Assert.Single(await ChunkAsync(Code(Source))).Text);

        var lines = Enumerable.Range(0, 60).Select(number => $"    value{number} = compute({number})").ToList();
        var chunks = await ChunkAsync(Small, [Code(string.Join('\n', lines))]);

        Assert.True(chunks.Count > 3);
        Assert.Equal(lines, chunks.SelectMany(chunk => chunk.Text.Split('\n')));
    }

    [Fact]
    public async Task The_page_is_where_the_chunks_own_text_starts()
    {
        var options = new ChunkingOptions { MaxTokens = 100, OverlapTokens = 40 };

        var chunks = await ChunkAsync(options, [Paragraph(Sentences("a", 5), page: 1), Paragraph(Sentences("b", 5), page: 2), Paragraph(Sentences("c", 5), page: 3)]);

        Assert.Equal([1, 2, 3], chunks.Select(chunk => chunk.Page));
        Assert.StartsWith("Sentence 2 of a", chunks[1].Text);
    }

    [Fact]
    public async Task A_chunk_of_several_sections_says_the_pages_it_spans()
    {
        var chunk = Assert.Single(await ChunkAsync(
            Heading(1, "First") with { Page = 2 }, Paragraph("Short.", page: 2), Heading(1, "Second") with { Page = 3 }, Paragraph("Short, too.", page: 3),
            Heading(1, "Third") with { Page = 4 }));
        Assert.Equal((2, 4), (chunk.Page, chunk.PageEnd));
    }

    [Fact]
    public async Task A_chunk_on_one_page_ends_there_and_one_without_pages_nowhere()
    {
        var one = Assert.Single(await ChunkAsync(Paragraph("Text.", page: 7)));
        Assert.Equal((7, 7), (one.Page, one.PageEnd));
        Assert.Null(Assert.Single(await ChunkAsync(Paragraph("Text."))).PageEnd);
    }
}
