namespace RerankFunctions.Bench.ChunkEval;

/// <summary>What a chunk covers of its corpus.</summary>
/// <param name="Ranges">Ranges of the corpus's letters, in no order.</param>
/// <param name="Length">All letters of the chunk, also those that were not found in the corpus.</param>
internal sealed record ChunkCover(IReadOnlyList<(int Start, int End)> Ranges, int Length)
{
    public int Covered => Ranges.Sum(range => range.End - range.Start);

    public int Overlap((int Start, int End) span) =>
        Ranges.Sum(range => Math.Max(0, Math.Min(range.End, span.End) - Math.Max(range.Start, span.Start)));

    /// <summary>Finds chunk texts in the corpus: as one stretch where it is one, else line by line, near where the chunk before was.</summary>
    public static IEnumerable<ChunkCover> Find(LetterText corpus, IEnumerable<string> chunks)
    {
        var (previous, last) = (0, 0);
        foreach (var chunk in chunks)
        {
            var whole = LetterText.Of(chunk).Letters;
            var ranges = new List<(int Start, int End)>();
            var near = Math.Min(corpus.Length, last + 2000 + whole.Length);
            var at = corpus.Letters.IndexOf(whole, previous, near - previous, StringComparison.Ordinal);
            if (at >= 0)
            {
                ranges.Add((at, at + whole.Length));
            }
            else
            {
                var from = previous;
                foreach (var line in chunk.Split('\n').Select(line => LetterText.Of(line).Letters).Where(line => line.Length > 0))
                {
                    at = corpus.Letters.IndexOf(line, from, near - from, StringComparison.Ordinal);
                    if (at >= 0)
                        from = at + line.Length;
                    else if (from > 0)
                        at = corpus.Letters.LastIndexOf(line, from - 1, StringComparison.Ordinal); // A table's header, repeated.
                    if (at >= 0)
                        ranges.Add((at, at + line.Length));
                }
            }

            if (ranges.Count > 0)
            {
                previous = Math.Max(previous, ranges[^1].Start < previous ? previous : ranges.Min(range => range.Start >= previous ? range.Start : int.MaxValue));
                last = Math.Max(last, ranges.Max(range => range.End));
            }

            yield return new ChunkCover(Merged(ranges), whole.Length);
        }
    }

    private static List<(int Start, int End)> Merged(List<(int Start, int End)> ranges)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, range.End));
            else
                merged.Add(range);
        }

        return merged;
    }
}
