namespace RerankFunctions.Pipeline.Chunking;

/// <summary>Decides where a section that is longer than a chunk is cut.</summary>
internal static class ChunkCut
{
    /// <summary>A chunk is filled at least so far, in percent, before a better place for the cut counts for more than a fuller chunk.</summary>
    private const int LeastFill = 50;

    /// <summary>How many of the part's pieces go into the next chunk; none if what is repeated leaves no room for the piece after it.</summary>
    /// <param name="room">The most tokens the chunk's pieces may take.</param>
    /// <param name="endOverlap">
    /// Where the section ends with this part, the tokens that its last chunk may repeat: the part is then cut so that no scrap is left
    /// over. Null where more of the section follows.
    /// </param>
    public static int Find(SectionPart part, int room, int? endOverlap)
    {
        if (part.Tokens <= room)
            return part.Count;

        var (balanced, filled, any) = (new Best(), new Best(), 0);
        var tokens = 0;
        for (var count = 1; count < part.Count; count++)
        {
            tokens += part.Cost(count - 1, first: count == 1);
            if (tokens > room)
                break;
            if (count <= part.Repeated)
                continue;

            any = count;
            var rest = part.Tokens - tokens;
            if (rest + endOverlap <= room && Math.Min(tokens, rest) * 200 >= part.Tokens * LeastFill)
                balanced.Offer(count, part[count].Before, -Math.Abs(tokens - rest));
            if (tokens * 100 >= room * LeastFill)
                filled.Offer(count, part[count].Before, tokens);
        }

        return balanced.Count > 0 ? balanced.Count : filled.Count > 0 ? filled.Count : any;
    }

    /// <summary>The best place so far: by what stands there, and among equals by where it is.</summary>
    private struct Best
    {
        private (Boundary Before, int Fit) _rank;

        public int Count { get; private set; }

        public void Offer(int count, Boundary before, int fit)
        {
            if (Count == 0 || (before, fit).CompareTo(_rank) > 0)
                (Count, _rank) = (count, (before, fit));
        }
    }
}
