using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Tests.Chunking;

/// <summary>A document of any structure and any text, with settings to cut it by.</summary>
/// <param name="Blocks">Every word starts with a private code point of its own, from <see cref="FirstNumber"/>, so that it can be found again.</param>
public sealed record AnyDocument(int MaxTokens, int OverlapTokens, Block[] Blocks)
{
    internal ChunkingOptions Options => new() { MaxTokens = MaxTokens, OverlapTokens = OverlapTokens };

    public const int FirstNumber = 0xF0000;

    public override string ToString()
        => $"{MaxTokens}/{OverlapTokens}: {string.Join('\n', Blocks.Select(block => $"{block.Kind} {block.Level} [{block.TableHeader}] {block.Text}"))}";

    /// <summary>How FsCheck makes them.</summary>
    public static class Generators
    {
        /// <summary>Word beginnings: short and endless, other scripts, emoji of many code points, combining marks, halves of surrogate pairs.</summary>
        private static readonly string[] Stems =
        [
            "a", "scale", "Dr.", "e.g.", "3.14", "(see", "end.)", "well…", "NASA", "camelCaseName", "größe", "naïve", "日本語", "終わり。", "한국어", "ไทย",
            "привет", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "e\u0301\u0302", "\u0301", "𝒳", "\ud83d", "\udc00", "--------", "a" + new string('\u0301', 40),
            new('x', 90), new('W', 400), string.Concat(Enumerable.Repeat("漢字", 300)), string.Concat(Enumerable.Repeat("👍🏽", 120)),
        ];

        private static readonly string[] Ends = ["", "", "", ".", "!", "?\"", ":", ",", ")."];

        private static readonly string[] Gaps = [" ", " ", " ", " ", "\n", "  ", "\t", "\r\n", "\u00a0", " \n \n "];

        private static Gen<string> Word
            => from stem in Gen.Frequency((20, Gen.Constant("word")), (20, Gen.Elements(Stems[..19])), (1, Gen.Elements(Stems)))
               from end in Gen.Elements(Ends)
               select "#" + stem + end;

        private static Gen<string> Text(int most)
            => from count in Gen.Choose(1, most)
               from words in Word.ListOf(count)
               from gaps in Gen.Elements(Gaps).ListOf(count)
               select string.Concat(words.Zip(gaps, (word, gap) => word + gap)).TrimEnd();

        private static Gen<Block> Block
            => Gen.Frequency(
                (8, Text(60).Select(text => new Block(BlockKind.Paragraph, text))),
                (1, Text(500).Select(text => new Block(BlockKind.Paragraph, text))),
                (4, Text(12).SelectMany(text => Gen.Choose(1, 6).Select(level => new Block(BlockKind.Heading, text) { Level = level }))),
                (1, Text(80).Select(text => new Block(BlockKind.Heading, text) { Level = 2 })),
                (1, Gen.Constant(RerankFunctions.Reading.Block.SectionBreak)),
                (4, Text(40).Select(text => new Block(BlockKind.ListItem, text))),
                (2, Text(60).Select(text => new Block(BlockKind.Code, text))),
                (4, from row in Text(30)
                    from header in Gen.Elements("name | unit", "id | " + string.Concat(Enumerable.Repeat("column | ", 60)), "größe")
                    select new Block(BlockKind.TableRow, row) { TableHeader = header }));

        public static Arbitrary<AnyDocument> Any() => (
            from max in Gen.Elements(32, 48, 100, 320, Documents.EmbedModelTokens - ChunkingOptions.ContextTokens)
            from overlap in Gen.Elements(0, max / 8, max / 2)
            from blocks in Block.ListOf()
            select new AnyDocument(max, overlap, [.. Numbered(blocks)])).ToArbitrary();

        private static IEnumerable<Block> Numbered(IEnumerable<Block> blocks)
        {
            var number = FirstNumber;
            foreach (var block in blocks)
            {
                var text = new StringBuilder();
                foreach (var character in block.Text)
                    _ = character == '#' ? text.Append(new Rune(number++)) : text.Append(character);
                yield return block with { Text = text.ToString() };
            }
        }
    }
}
