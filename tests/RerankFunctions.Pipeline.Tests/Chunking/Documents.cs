using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Tests.Chunking;

/// <summary>Short forms for documents and their chunks.</summary>
internal static class Documents
{
    /// <summary>What embed v3 models read of a text.</summary>
    public const int EmbedModelTokens = 512;

    public static Block Title(string text) => new(BlockKind.Title, text);

    public static Block Heading(int level, string text) => new(BlockKind.Heading, text) { Level = level };

    public static Block Paragraph(string text, int? page = null) => new(BlockKind.Paragraph, text) { Page = page };

    public static Block Item(string text) => new(BlockKind.ListItem, text);

    public static Block Code(string text) => new(BlockKind.Code, text);

    public static Block Row(string header, string text) => new(BlockKind.TableRow, text) { TableHeader = header };

    public static Task<List<Chunk>> ChunkAsync(params Block[] blocks) => ChunkAsync(new ChunkingOptions(), blocks);

    public static async Task<List<Chunk>> ChunkAsync(ChunkingOptions options, IEnumerable<Block> blocks)
    {
        var chunker = new StructureChunker(Options.Create(options));
        return await chunker.ChunkAsync(blocks.ToAsyncEnumerable(), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sentences of about 10 tokens that tell their number.</summary>
    public static string Sentences(string name, int count)
        => string.Join(' ', Enumerable.Range(0, count).Select(number => $"Sentence {number} of {name} says a few words more."));
}
