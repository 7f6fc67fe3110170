using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Ingestion.Reading;

namespace RerankFunctions.Pipeline.Ingestion.Chunking;

/// <summary>Cuts a document along its structure.</summary>
public sealed class StructureChunker(IOptions<ChunkingOptions> options)
{
    /// <summary>Part of every point's identity: raise it when readers or chunker give other passages for the same bytes.</summary>
    public const int Revision = 1;

    public async IAsyncEnumerable<Chunk> ChunkAsync(
        IAsyncEnumerable<Block> blocks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ordinal = 0;
        await foreach (var block in blocks.WithCancellation(cancellationToken))
            yield return new Chunk(ordinal++, block.Text[..Math.Min(block.Text.Length, options.Value.MaxTokens * 4)], null, null, block.Page);
    }
}
