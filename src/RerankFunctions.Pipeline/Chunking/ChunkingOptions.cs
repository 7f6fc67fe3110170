using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>How documents are cut. Changing any of it makes every document outdated.</summary>
internal sealed class ChunkingOptions : IValidatableObject
{
    public const string Section = "Chunking";

    /// <summary>Smaller chunks would be scraps.</summary>
    public const int LeastTokens = 32;

    /// <summary>Tokens that a chunk's title and headings may take of what the embed model reads; longer ones are cut.</summary>
    public const int ContextTokens = 64;

    /// <summary>The most tokens in a chunk, by the conservative count of <see cref="TokenCount"/>.</summary>
    /// <remarks>How many the embed model reads bounds them too.</remarks>
    [Range(LeastTokens, int.MaxValue, ErrorMessage = "Set Chunking__MaxTokens to {1} or more.")]
    public int MaxTokens { get; set; } = 256;

    /// <summary>Tokens that a chunk repeats of the end of the one before it, in whole sentences, within a section.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "Set Chunking__OverlapTokens to 0 or more.")]
    public int OverlapTokens { get; set; } = 32;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OverlapTokens > MaxTokens / 2)
            yield return new ValidationResult("Set Chunking__OverlapTokens to at most half of Chunking__MaxTokens.");
    }
}
