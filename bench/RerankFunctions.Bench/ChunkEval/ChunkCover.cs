namespace RerankFunctions.Bench.ChunkEval;

/// <summary>What a chunk covers of its corpus.</summary>
/// <param name="Ranges">Ranges of the corpus's letters, in no order.</param>
/// <param name="Length">All letters of the chunk, also those that were not found in the corpus.</param>
/// <param name="Found">The letters that were.</param>
internal sealed record ChunkCover(IReadOnlyList<(int Start, int End)> Ranges, int Length, int Found)
{
    private const int Seed = 20;

    /// <summary>Letters of the corpus that a reader may leave out within a chunk, such as those of a stray tag, without parting it.</summary>
    private const int Bridged = 6;

    public int Overlap((int Start, int End) span)
        => Ranges.Sum(range => Math.Max(0, Math.Min(range.End, span.End) - Math.Max(range.Start, span.Start)));

    /// <summary>
    /// Finds chunk texts in the corpus: as one stretch where it is one, else stretch by stretch of at least <see cref="Seed"/> letters, near
    /// where the chunk before was. A table's header, repeated, is found where it stands.
    /// </summary>
    public static IEnumerable<ChunkCover> Find(LetterText corpus, IEnumerable<string> chunks)
    {
        var (previous, last) = (0, 0);
        foreach (var chunk in chunks)
        {
            var letters = LetterText.Strip(chunk).Letters;
            var near = Math.Min(corpus.Length, last + 2000 + letters.Length);
            var ranges = new List<(int Start, int End)>();
            for (var (index, from) = (0, previous); index < letters.Length;)
            {
                var seed = letters.AsSpan(index, Math.Min(index == 0 ? letters.Length : Seed, letters.Length - index));
                var at = IndexOf(corpus.Letters, seed, from, near);
                if (at < 0 && index == 0)
                    at = IndexOf(corpus.Letters, seed = seed[..Math.Min(Seed, seed.Length)], from, near);
                if (at < 0)
                    at = corpus.Letters.AsSpan(0, from).LastIndexOf(seed);
                if (at < 0)
                {
                    index++;
                    continue;
                }

                var length = corpus.Letters.AsSpan(at).CommonPrefixLength(letters.AsSpan(index));
                ranges.Add((at, at + length));
                from = Math.Max(from, at + length);
                index += length;
            }

            if (ranges.Exists(range => range.Start >= previous))
                previous = ranges.Where(range => range.Start >= previous).Min(range => range.Start);
            last = Math.Max(last, ranges.Select(range => range.End).DefaultIfEmpty(last + letters.Length).Max());
            yield return new ChunkCover(Merged(ranges), letters.Length, ranges.Sum(range => range.End - range.Start));
        }
    }

    private static int IndexOf(string letters, ReadOnlySpan<char> seed, int from, int to)
    {
        var at = from < to ? letters.AsSpan(from, to - from).IndexOf(seed) : -1;
        return at < 0 ? -1 : from + at;
    }

    private static List<(int Start, int End)> Merged(List<(int Start, int End)> ranges)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End + Bridged)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, range.End));
            else
                merged.Add(range);
        }

        return merged;
    }
}
