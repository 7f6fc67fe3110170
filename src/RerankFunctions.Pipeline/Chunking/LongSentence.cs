using System.Text;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>Cuts what is too long for a chunk and has no sentences: between words, a word that is too long between graphemes.</summary>
internal static class LongSentence
{
    /// <param name="partTokens">The tokens to aim at for a part.</param>
    /// <param name="mostTokens">The most tokens of a part: only a single grapheme may need more than <paramref name="partTokens"/>.</param>
    public static IEnumerable<Segment> Split(Block block, int start, int end, int partTokens, int mostTokens)
    {
        partTokens = Math.Min(partTokens, mostTokens);
        var (partStart, partEnd, tokens, gap) = (start, start, 0, "");
        for (var index = start; index < end;)
        {
            var wordEnd = Skip(block.Text, index, end, whiteSpace: false);
            var next = Skip(block.Text, wordEnd, end, whiteSpace: true);
            var wordTokens = TokenCount.Count(block.Text.AsSpan(index, wordEnd - index));
            var gapTokens = TokenCount.Count(block.Text.AsSpan(partEnd, index - partEnd));
            if (partEnd > partStart && tokens + gapTokens + wordTokens > partTokens)
            {
                yield return new Segment(block, partStart, partEnd - partStart, tokens, Boundary.Inside, gap);
                (partStart, tokens, gapTokens, gap) = (index, 0, 0, " ");
            }

            if (wordTokens > partTokens)
            {
                foreach (var part in Cut(block, index, wordEnd, partTokens, mostTokens))
                    yield return part.Start == index ? part with { Gap = gap } : part;
                (partStart, partEnd, tokens, gap) = (next, next, 0, " ");
            }
            else
            {
                (partEnd, tokens) = (wordEnd, tokens + gapTokens + wordTokens);
            }

            index = next;
        }

        if (partEnd > partStart)
            yield return new Segment(block, partStart, partEnd - partStart, tokens, Boundary.Inside, gap);
    }

    private static IEnumerable<Segment> Cut(Block block, int start, int end, int partTokens, int mostTokens)
    {
        while (start < end)
        {
            var length = GraphemesWithin(block.Text.AsSpan(start, end - start), 2 * partTokens, out var count);
            while (count > 1 && Charge(block, start, length) > partTokens)
                length = GraphemesWithin(block.Text.AsSpan(start, end - start), length / 2, out count);

            var partEnd = start + length;
            if (Charge(block, start, length) > mostTokens)
            {
                for (; start < partEnd; start += length)
                {
                    length = RunesWithin(block.Text.AsSpan(start, partEnd - start), Math.Max(1, (mostTokens - TokenCount.CutWordAllowance) / 3));
                    yield return new Segment(block, start, length, Charge(block, start, length), Boundary.Inside, "");
                }
            }
            else
            {
                yield return new Segment(block, start, length, Charge(block, start, length), Boundary.Inside, "");
                start = partEnd;
            }
        }
    }

    private static int Charge(Block block, int start, int length)
        => TokenCount.Count(block.Text.AsSpan(start, length)) + TokenCount.CutWordAllowance;

    private static int Skip(ReadOnlySpan<char> text, int index, int end, bool whiteSpace)
    {
        while (index < end)
        {
            var length = Graphemes.LengthAt(text, index);
            if (Graphemes.IsWhiteSpace(text.Slice(index, length)) != whiteSpace)
                break;
            index += length;
        }

        return index;
    }

    /// <summary>Chars of as many graphemes as fit into so many chars, but of one at least.</summary>
    private static int GraphemesWithin(ReadOnlySpan<char> text, int chars, out int count)
    {
        var length = Graphemes.LengthAt(text, 0);
        for (count = 1; length < text.Length; count++)
        {
            var next = Graphemes.LengthAt(text, length);
            if (length + next > chars)
                break;
            length += next;
        }

        return length;
    }

    /// <summary>No model reads a grapheme that is longer than all it reads; such a one is cut between code points.</summary>
    private static int RunesWithin(ReadOnlySpan<char> text, int runes)
    {
        var length = 0;
        for (; runes > 0 && length < text.Length; runes--)
        {
            Rune.DecodeFromUtf16(text[length..], out _, out var taken);
            length += taken;
        }

        return length;
    }
}
