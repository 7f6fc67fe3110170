using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>Pieces of one section that have not gone into a chunk yet, behind those that the next chunk repeats.</summary>
internal sealed class SectionPart(HeadingPath path)
{
    private readonly List<Segment> _segments = [];

    public HeadingPath Path => path;

    /// <summary>Pieces at the start that the chunk before ends with.</summary>
    public int Repeated { get; private set; }

    /// <summary>Tokens of all its pieces as they stand in a chunk, table headers included.</summary>
    public int Tokens { get; private set; }

    /// <summary>Whether a chunk has been made of the section's beginning.</summary>
    public bool IsContinued { get; private set; }

    /// <summary>No text but the heading's, which no lower heading's path shows either.</summary>
    public bool IsHeadingOnly => _segments.Count == 0 && !path.HasContent && path.Depth > 0;

    /// <summary>Where its text stands; a heading without text is itself text under the one above.</summary>
    public HeadingPath Place => IsHeadingOnly ? path.Parent! : path;

    public bool HasOwn => _segments.Count > Repeated;

    public int Count => _segments.Count;

    public Segment this[int index] => _segments[index];

    public int? Page => HasOwn ? _segments[Repeated].Block.Page : path.Page;

    public void Add(Segment segment)
    {
        path.HasContent = true;
        if (segment.Before is Boundary.Block && HasOwn && _segments[^1].Text is [.., ':'])
            segment = segment with { Before = Boundary.Weak };
        _segments.Add(segment);
        Tokens += Cost(Count - 1, first: Count == 1);
    }

    /// <summary>Tokens that a piece adds to a chunk: its own, what joins it to the piece before, and its table's header if that is new.</summary>
    public int Cost(int index, bool first)
    {
        var segment = _segments[index];
        var tokens = segment.Tokens;
        if (!first)
            tokens += TokenCount.Count(Segment.Between(_segments[index - 1], segment));
        if (NeedsHeader(index, first))
            tokens += TokenCount.Count(segment.Block.TableHeader) + 1;
        return tokens;
    }

    public bool NeedsHeader(int index, bool first)
        => _segments[index].Block.TableHeader is { } header && (first || _segments[index - 1].Block.TableHeader != header);

    /// <summary>Takes away the first pieces, which have become a chunk, but keeps the end of them that the next one repeats.</summary>
    /// <param name="count">Pieces in the chunk.</param>
    /// <param name="overlapTokens">The most tokens to repeat.</param>
    public void RemoveFirst(int count, int overlapTokens)
    {
        var keep = count;
        for (var tokens = 0; keep > Repeated + 1 && _segments[keep - 1].Block.Kind is not BlockKind.TableRow; keep--)
        {
            tokens += Cost(keep - 1, first: false);
            if (tokens > overlapTokens)
                break;
        }

        _segments.RemoveRange(0, keep);
        Repeated = count - keep;
        IsContinued = true;
        Recount();
    }

    /// <summary>Gives up repeating the earliest piece, where the next one would not fit otherwise.</summary>
    public void RepeatLess()
    {
        _segments.RemoveAt(0);
        Repeated--;
        Recount();
    }

    private void Recount()
    {
        Tokens = 0;
        for (var index = 0; index < Count; index++)
            Tokens += Cost(index, first: index == 0);
    }
}
