using System.Globalization;
using FsCheck.Xunit;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;
using static RerankFunctions.Pipeline.Tests.Chunking.Documents;

namespace RerankFunctions.Pipeline.Tests.Chunking;

[Properties(Arbitrary = [typeof(AnyDocument.Generators)], MaxTest = 100)]
public sealed class ChunkPropertyTests
{
    [Property]
    public async Task Every_chunk_is_within_the_limits(AnyDocument document)
    {
        foreach (var chunk in await ChunkAsync(document.Options, document.Blocks))
        {
            Assert.InRange(TokenCount.Count(chunk.Text), 1, document.Options.MaxTokens);
            Assert.InRange(TokenCount.Count(chunk.EmbeddingText), 1, EmbedModelTokens - 2);
        }
    }

    [Property]
    public async Task All_text_is_there_in_order_and_nothing_else(AnyDocument document)
    {
        var options = new ChunkingOptions { MaxTokens = document.Options.MaxTokens, OverlapTokens = 0 };
        var blocks = document.Blocks.Where(block => block.Kind is not (BlockKind.Heading or BlockKind.TableRow)).ToList();

        var chunks = await ChunkAsync(options, blocks);

        Assert.Equal(
            WithoutWhiteSpace(string.Concat(blocks.Select(block => block.Text))),
            WithoutWhiteSpace(string.Concat(chunks.Select(chunk => chunk.Text))));
    }

    [Property]
    public async Task Every_word_is_found_in_order_whatever_is_repeated(AnyDocument document)
    {
        var chunks = await ChunkAsync(document.Options, document.Blocks);

        var last = -1;
        var seen = new HashSet<int>();
        foreach (var number in chunks.SelectMany(chunk => Numbers(chunk.Text)).Where(number => !seen.Contains(number)))
        {
            Assert.True(number > last, $"Word {number} comes after word {last}.");
            seen.Add(last = number);
        }

        var text = document.Blocks.Where(block => block.Kind is not BlockKind.Heading).SelectMany(block => Numbers(block.Text));
        Assert.Subset(seen, text.ToHashSet());
    }

    [Property]
    public async Task A_heading_that_can_be_shown_is_shown_somewhere(AnyDocument document)
    {
        var blocks = document.Blocks.Where(block => block.Kind is not BlockKind.Heading || block.Level <= 2).ToArray();
        var shown = (await ChunkAsync(document.Options, blocks))
            .SelectMany(chunk => Numbers(chunk.Text).Concat(Numbers(chunk.Heading ?? ""))).ToHashSet();

        foreach (var heading in blocks.Where(block => block.Kind is BlockKind.Heading && block.Level == 2))
            Assert.Subset(shown, Numbers(heading.Text).ToHashSet());
    }

    [Property]
    public async Task A_chunk_claims_no_heading_that_its_text_is_not_under(AnyDocument document)
    {
        var above = new Dictionary<int, HashSet<int>>();
        var open = new Stack<Block>();
        foreach (var block in document.Blocks)
        {
            if (block.Kind is BlockKind.SectionBreak)
                open.Clear();
            if (block.Kind is BlockKind.Heading)
            {
                while (open.Count > 0 && open.Peek().Level >= block.Level)
                    open.Pop();
                open.Push(block);
            }

            foreach (var number in Numbers(block.Text))
                above[number] = open.SelectMany(heading => Numbers(heading.Text)).ToHashSet();
        }

        foreach (var chunk in await ChunkAsync(document.Options, document.Blocks))
        {
            foreach (var number in Numbers(chunk.Text))
                Assert.Subset(above[number], Numbers(chunk.Heading ?? "").ToHashSet());
        }
    }

    [Property]
    public async Task No_grapheme_is_split(AnyDocument document)
    {
        var whole = document.Blocks.SelectMany(block => Graphemes(block.Text)).Append("…").ToHashSet();
        whole.UnionWith(document.Blocks.SelectMany(block => Graphemes(block.TableHeader ?? "")));

        foreach (var chunk in await ChunkAsync(document.Options, document.Blocks.Where(block => Graphemes(block.Text).All(FitsAnywhere))))
            Assert.Subset(whole, Graphemes(chunk.Text).Where(grapheme => !string.IsNullOrWhiteSpace(grapheme)).ToHashSet());
    }

    [Property]
    public async Task The_same_blocks_give_the_same_chunks_numbered_from_0(AnyDocument document)
    {
        var chunks = await ChunkAsync(document.Options, document.Blocks);

        Assert.Equal(chunks, await ChunkAsync(document.Options, document.Blocks));
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.Ordinal));
    }

    private static bool FitsAnywhere(string grapheme) => TokenCount.Count(grapheme) < 20;

    private static IEnumerable<int> Numbers(string text)
        => text.EnumerateRunes().Where(rune => rune.Value >= AnyDocument.FirstNumber).Select(rune => rune.Value - AnyDocument.FirstNumber);

    private static IEnumerable<string> Graphemes(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            yield return elements.GetTextElement();
    }

    private static string WithoutWhiteSpace(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
