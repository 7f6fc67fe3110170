using System.Globalization;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;
using static RerankFunctions.Pipeline.Tests.Chunking.Documents;

namespace RerankFunctions.Pipeline.Tests.Chunking;

public sealed class StreamingTests
{
    [Fact]
    public async Task Chunks_come_while_the_document_is_still_read_however_long_its_sections_are()
    {
        var read = 0;
        var chunker = new StructureChunker(Options.Create(new ChunkingOptions()));

        var chunks = 0;
        await foreach (var chunk in chunker.ChunkAsync(Endless(), TestContext.Current.CancellationToken))
        {
            var latest = chunk.Text[(chunk.Text.LastIndexOf("paragraph ", StringComparison.Ordinal) + 10)..].Split(' ')[0];
            Assert.InRange(read - int.Parse(latest, CultureInfo.InvariantCulture), 0, 10);
            if (++chunks == 2_000)
                break;
        }

        async IAsyncEnumerable<Block> Endless()
        {
            while (true)
            {
                await Task.CompletedTask;
                read++;
                yield return Paragraph(Sentences($"paragraph {read}", 5));
            }
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\u0301")]
    [InlineData("👩‍")]
    [InlineData(" ")]
    [InlineData(". ")]
    [InlineData("漢")]
    public async Task A_paragraph_of_a_million_characters_without_a_place_to_cut_is_cut_all_the_same(string unit)
    {
        var text = "a" + string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length)) + "z";
        var options = new ChunkingOptions { OverlapTokens = 0 };

        var chunks = await ChunkAsync(options, [Paragraph(text)]);

        Assert.All(chunks, chunk => Assert.InRange(TokenCount.Count(chunk.Text), 1, options.MaxTokens), throwIfEmpty: true);
        Assert.Equal(
            text.Count(character => !char.IsWhiteSpace(character)),
            chunks.Sum(chunk => chunk.Text.Count(character => !char.IsWhiteSpace(character))));
    }
}
