using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Embedding;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>A chunk with its title and headings must fit into what the embed model reads: it drops the rest without a word.</summary>
internal sealed class ChunkSizeCheck(IEmbedder embedder) : IValidateOptions<ChunkingOptions>
{
    public ValidateOptionsResult Validate(string? name, ChunkingOptions options)
    {
        var most = embedder.Model.MaxTokens - ChunkingOptions.ContextTokens;
        return options.MaxTokens <= most
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Set Chunking__MaxTokens to a number from {ChunkingOptions.LeastTokens} to {most}: {embedder.Model.Name} reads "
                + $"{embedder.Model.MaxTokens} tokens, of which {ChunkingOptions.ContextTokens} are for title and headings.");
    }
}
