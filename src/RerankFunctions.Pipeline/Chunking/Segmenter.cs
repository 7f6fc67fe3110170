using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>Takes blocks apart into the pieces that chunks are packed from, each within <paramref name="maxTokens"/> with its table header.</summary>
internal sealed class Segmenter(int maxTokens)
{
    /// <summary>A header that takes more than this share of a chunk is given once in full, and cut where it is repeated.</summary>
    private const int HeaderShare = 4;

    private string? _header;
    private string? _shortHeader;

    /// <summary>Parts of a sentence that is too long: small enough to fill chunks well and to overlap as sentences do.</summary>
    private int PartTokens => Math.Max(12, maxTokens / 8);

    public IEnumerable<Segment> Split(Block block)
    {
        if (block.TableHeader is { } header && header != _header)
        {
            (_header, _shortHeader) = (header, Shortened.To(header, maxTokens / HeaderShare));
            if (_shortHeader != header)
            {
                foreach (var segment in Pieces(new Block(BlockKind.Paragraph, header) { Page = block.Page }, maxTokens))
                    yield return segment;
            }
        }

        var room = maxTokens;
        if (block.TableHeader is not null)
        {
            block = ReferenceEquals(_header, _shortHeader) ? block : block with { TableHeader = _shortHeader };
            room -= TokenCount.Count(_shortHeader) + 1;
        }

        foreach (var segment in Pieces(block, room))
            yield return segment;
    }

    private IEnumerable<Segment> Pieces(Block block, int room)
    {
        var whole = block.Kind is BlockKind.ListItem or BlockKind.TableRow;
        var trimmed = block.Text.AsSpan().TrimEnd().Length;
        var tokens = whole ? TokenCount.Count(block.Text.AsSpan(0, trimmed)) : 0;
        if (whole && tokens <= room)
        {
            yield return new Segment(block, 0, trimmed, tokens, Boundary.Block, "");
            yield break;
        }

        var before = Boundary.Block;
        for (var (start, gap) = SkipGap(block, 0); start < block.Text.Length;)
        {
            var end = block.Kind is BlockKind.Code ? LineEnd(block.Text, start) : SentenceBoundary.EndOf(block.Text, start);
            tokens = TokenCount.Count(block.Text.AsSpan(start, end - start));
            if (tokens <= room)
            {
                yield return new Segment(block, start, end - start, tokens, before, gap);
            }
            else
            {
                foreach (var part in LongSentence.Split(block, start, end, PartTokens, room))
                {
                    yield return part.Start == start ? part with { Before = before, Gap = gap } : part;
                }
            }

            (start, gap) = SkipGap(block, end);
            before = block.Kind is BlockKind.Code || (gap == "\n" && char.IsLetterOrDigit(block.Text[end - 1])) ? Boundary.Weak : Boundary.Sentence;
        }
    }

    /// <summary>Where the next piece starts, and what joins it to the one before: nothing, a space, a line feed, or a blank line in code.</summary>
    private static (int Start, string Gap) SkipGap(Block block, int index)
    {
        ReadOnlySpan<char> text = block.Text;
        var (from, feeds, lineStart) = (index, 0, index);
        while (index < text.Length)
        {
            var length = Graphemes.LengthAt(text, index);
            if (!Graphemes.IsWhiteSpace(text.Slice(index, length)))
                break;
            if (text.Slice(index, length).Contains('\n'))
                (feeds, lineStart) = (feeds + 1, index + length);
            index += length;
        }

        if (block.Kind is BlockKind.Code && index < text.Length)
            index = lineStart; // The white space that a line of code starts with belongs to it.
        var gap = feeds > 1 && block.Kind is BlockKind.Code ? "\n\n" : feeds > 0 ? "\n" : index > from ? " " : "";
        return (index, gap);
    }

    private static int LineEnd(string text, int start)
    {
        var feed = text.IndexOf('\n', start);
        var end = feed < 0 ? text.Length : feed;
        while (end > start && text[end - 1] is '\r' or ' ' or '\t')
            end--;
        return end;
    }
}
