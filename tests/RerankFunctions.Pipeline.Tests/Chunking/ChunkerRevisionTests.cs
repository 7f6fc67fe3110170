using System.Security.Cryptography;
using System.Text.Json;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;
using static RerankFunctions.Pipeline.Tests.Chunking.Documents;

namespace RerankFunctions.Pipeline.Tests.Chunking;

public sealed class ChunkerRevisionTests
{
    /// <summary>
    /// Other chunks under the same revision would mix with the old ones under the same ids. Raise <see cref="StructureChunker.Revision"/>, then
    /// write the new pair here.
    /// </summary>
    [Fact]
    public async Task Chunks_do_not_change_without_a_new_revision()
    {
        Block[] blocks =
        [
            Title("A title"), Paragraph("Before any heading."), Heading(1, "First"), Paragraph(Sentences("one", 60)), Item("an item"), Item("another"),
            Heading(2, "Short"), Paragraph("A line."), Heading(2, "Code"), Code(string.Join('\n', Enumerable.Range(0, 80).Select(line => $"line {line} = value;"))),
            Heading(1, "Table"), .. Enumerable.Range(0, 60).Select(row => Row("name | value", $"row {row} | {row * row}")),
            Heading(6, "Letters"), Paragraph(string.Concat(Enumerable.Repeat("日本語の文。", 100))), Paragraph(new string('x', 3_000), page: 7),
        ];
        var chunks = await ChunkAsync(blocks);
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(chunks.Select(IdentityOf))))[..16];
        Assert.Equal((2, "0592d3d22f0548fc"), (StructureChunker.Revision, hash));

        // What vectors and answers follow from. Where a passage ends can be added to what is there.
        static object IdentityOf(Chunk chunk) => new { chunk.Ordinal, chunk.Text, chunk.Title, chunk.Heading, chunk.Page, chunk.EmbeddingText };
    }
}
