using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>
/// Cuts a document along its structure: sections into chunks at the ends of blocks, else of sentences, else of words. What it holds in
/// memory is bounded by a few chunks and the longest block. How it decides, and how well it does, is in docs/chunking.md.
/// </summary>
internal sealed class StructureChunker(IOptions<ChunkingOptions> options)
{
    /// <summary>Part of every point's identity: raise it when the same blocks give other chunks.</summary>
    public const int Revision = 2;

    /// <summary>Gives the document's chunks in reading order. The same blocks and options give the same chunks.</summary>
    public async IAsyncEnumerable<Chunk> ChunkAsync(
        IAsyncEnumerable<Block> blocks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var packer = new ChunkPacker(options.Value.MaxTokens, options.Value.OverlapTokens);
        var segmenter = new Segmenter(options.Value.MaxTokens);
        string? title = null;
        var hasText = false;
        var ordinal = 0;

        await foreach (var block in blocks.WithCancellation(cancellationToken))
        {
            if (block.Kind is BlockKind.Title && title is null && !hasText)
            {
                title = ChunkContext.Title(SingleLine(block.Text));
                continue;
            }

            if (block.Kind is BlockKind.SectionBreak)
            {
                packer.BeginSection(packer.Path.Root);
                while (packer.TryTake(out var draft))
                    yield return Number(draft);
                continue;
            }

            var text = block;
            if (block.Kind is BlockKind.Heading)
            {
                var path = packer.Path.Next(SingleLine(block.Text), block.Level, block.Page);
                packer.BeginSection(path);
                if (!hasText)
                    title ??= ChunkContext.Title(path.Text);
                text = path.Tokens > ChunkContext.LineTokens ? block with { Kind = BlockKind.Paragraph } : null;
            }

            if (text is not null)
            {
                hasText = true;
                foreach (var segment in segmenter.Split(text))
                {
                    packer.Add(segment);
                    while (packer.TryTake(out var draft))
                        yield return Number(draft);
                }
            }

            while (packer.TryTake(out var draft))
                yield return Number(draft);
        }

        packer.Complete();
        while (packer.TryTake(out var draft))
            yield return Number(draft);

        Chunk Number(ChunkDraft draft) =>
            new(ordinal++, draft.Text, title, ChunkContext.Heading(draft.Path, title), draft.Page, draft.PageEnd);
    }

    private static string SingleLine(string text)
        => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
