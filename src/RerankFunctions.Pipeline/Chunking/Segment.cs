using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>What stands before a piece of text, from the worst place for a cut to the best.</summary>
internal enum Boundary
{
    /// <summary>Inside a sentence that is too long for one chunk.</summary>
    Inside,

    /// <summary>A line that ends with a colon has to keep what it announces; a line of code belongs to the one above it.</summary>
    Weak,

    Sentence,

    /// <summary>The start of a block.</summary>
    Block,
}

/// <summary>A piece of text that is not cut any further: a sentence, a list item, a row, a line of code, or a part of one that is too long.</summary>
/// <param name="Block">Where it comes from.</param>
/// <param name="Start">Where in the block's text it starts.</param>
/// <param name="Length">Chars.</param>
/// <param name="Tokens">Its own tokens, without what joins it to the piece before.</param>
/// <param name="Before">What stands before it.</param>
/// <param name="Gap">What joins it to the piece before, if that is in the same block.</param>
internal readonly record struct Segment(Block Block, int Start, int Length, int Tokens, Boundary Before, string Gap)
{
    public ReadOnlySpan<char> Text => Block.Text.AsSpan(Start, Length);

    /// <summary>What stands between two pieces of one chunk.</summary>
    public static string Between(in Segment first, in Segment second)
        => ReferenceEquals(first.Block, second.Block) ? second.Gap
        : first.Block.Kind is BlockKind.ListItem && second.Block.Kind is BlockKind.ListItem ? "\n"
        : first.Block.Kind is BlockKind.TableRow && second.Block.Kind is BlockKind.TableRow
            && first.Block.TableHeader == second.Block.TableHeader ? "\n"
        : "\n\n";
}
