using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Ingestion.Chunking;

/// <summary>How documents are cut. Changing any of it makes every document be indexed anew at its next delivery.</summary>
public sealed class ChunkingOptions : IValidatableObject
{
    public const string Section = "Chunking";

    /// <summary>What the embed model reads of a text; it silently drops what is beyond (Cohere, embed v3 models).</summary>
    public const int ModelTokenLimit = 512;

    /// <summary>Tokens that a passage's title and headings may take of the model's limit; longer ones are cut.</summary>
    public const int ContextTokens = 64;

    /// <summary>The most tokens in a passage, by the conservative count of <see cref="TokenCount"/>.</summary>
    [Range(32, ModelTokenLimit - ContextTokens, ErrorMessage = "Set Chunking__MaxTokens to a number from {1} to {2}.")]
    public int MaxTokens { get; set; } = 256;

    /// <summary>Tokens that a passage repeats of the end of the one before it, in whole sentences, within a section.</summary>
    [Range(0, ModelTokenLimit, ErrorMessage = "Set Chunking__OverlapTokens to 0 or more.")]
    public int OverlapTokens { get; set; } = 32;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OverlapTokens > MaxTokens / 2)
            yield return new ValidationResult("Set Chunking__OverlapTokens to at most half of Chunking__MaxTokens.");
    }
}
