using System.Text;

namespace RerankFunctions.Reading.Text;

/// <summary>
/// Tells double-byte encodings apart in texts that are too short for statistics (a table of names, say): each has its everyday
/// characters behind lead bytes of its own.
/// </summary>
internal static class EastAsianBytes
{
    private const double EnoughEverydayPairs = 0.7;

    private sealed record Candidate(int CodePage, byte FirstTrail, Func<byte, bool> IsEverydayLead);

    // Kana and level 1 kanji; level 1 hanzi; frequent hanzi; hangul.
    private static readonly Candidate[] Candidates =
    [
        new(932, 0x40, lead => lead is 0x82 or 0x83 or (>= 0x88 and <= 0x97)),
        new(54936, 0xA1, lead => lead is >= 0xB0 and <= 0xD7),
        new(950, 0x40, lead => lead is >= 0xA4 and <= 0xC6),
        new(949, 0xA1, lead => lead is >= 0xB0 and <= 0xC8),
    ];

    /// <returns>The encoding, or null if the bytes look like none of them.</returns>
    public static Encoding? Detect(ReadOnlySpan<byte> sample)
    {
        Candidate? best = null;
        var bestShare = EnoughEverydayPairs;
        foreach (var candidate in Candidates)
        {
            var share = EverydayShare(sample, candidate);
            if (share > bestShare)
                (best, bestShare) = (candidate, share);
        }

        return best is null ? null : LegacyEncoding.GetSuperset(best.CodePage);
    }

    // The share of pairs that are everyday ones; 0 where high bytes stand alone among letters, as accented letters do.
    private static double EverydayShare(ReadOnlySpan<byte> sample, Candidate candidate)
    {
        int pairs = 0, everyday = 0, amongLetters = 0;
        for (var at = 0; at < sample.Length - 1; at++)
        {
            if (sample[at] < 0x80)
                continue;
            if (at > 0 && char.IsAsciiLetter((char)sample[at - 1]))
                amongLetters++;
            if (sample[at + 1] < candidate.FirstTrail)
                return 0;
            pairs++;
            everyday += candidate.IsEverydayLead(sample[at]) ? 1 : 0;
            at++;
        }

        return pairs == 0 || amongLetters > pairs / 4 ? 0 : (double)everyday / pairs;
    }
}
