using System.Text;

namespace RerankFunctions.Bench.Text;

/// <summary>How far two readings of a document agree. Shares from 0 to 1; null where there is nothing to find.</summary>
/// <param name="Count">How many words the other reading has.</param>
/// <param name="Recall">Of the other's words, those that ours has too, as often.</param>
/// <param name="PairRecall">Of the other's pairs of neighbouring words, those that ours has too, as often.</param>
/// <param name="Precision">Of our words, those that the other has.</param>
/// <param name="PairPrecision">Of our pairs, those that the other has.</param>
internal sealed record WordScore(int Count, double? Recall, double? PairRecall, double? Precision, double? PairPrecision)
{
    public static WordScore Compare(IReadOnlyList<string> other, IReadOnlyList<string> ours) => new(
        other.Count, Share(other, ours), Share(Pairs(other), Pairs(ours)), Share(ours, other), Share(Pairs(ours), Pairs(other)));

    /// <summary>
    /// Runs of letters and digits without case, so that hyphens at line ends, signs and bars between cells don't count; characters of scripts without
    /// spaces one by one; letters as such for the shapes that fonts have for them.
    /// </summary>
    public static IReadOnlyList<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Whole(text).EnumerateRunes())
        {
            var alone = rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x0E00 and <= 0x0EFF);
            var isPart = Rune.IsLetterOrDigit(rune) || word.Length > 0 && Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark;
            if ((alone || !isPart) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (alone && Rune.IsLetterOrDigit(rune))
                words.Add(rune.ToString());
            else if (isPart && !alone)
                word.Append(Rune.ToLowerInvariant(rune));
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    // A word that is parted at a line end is one; what only shows direction goes.
    private static string Whole(string text)
    {
        var whole = text.Replace("\u00AD", "", StringComparison.Ordinal);
        foreach (var ending in new[] { "-\r\n", "-\n", "\u2010\n" })
            whole = whole.Replace(ending, "", StringComparison.Ordinal);
        // How powers are told is not what is compared.
        whole = whole.Replace("^", "", StringComparison.Ordinal);
        foreach (var (shape, letters) in Shapes)
            whole = whole.Replace(shape, letters, StringComparison.Ordinal);
        return string.Concat(whole.Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format));
    }

    private static readonly (string Shape, string Letters)[] Shapes =
        [("\uFB00", "ff"), ("\uFB01", "fi"), ("\uFB02", "fl"), ("\uFB03", "ffi"), ("\uFB04", "ffl"), ("\uFB06", "st")];

    private static List<string> Pairs(IReadOnlyList<string> words) => [.. words.Zip(words.Skip(1), (first, second) => $"{first} {second}")];

    private static double? Share(IReadOnlyList<string> wanted, IReadOnlyList<string> found)
    {
        if (wanted.Count == 0)
            return null;
        var left = found.CountBy(word => word).ToDictionary();
        var shared = 0;
        foreach (var word in wanted)
        {
            if (left.TryGetValue(word, out var count) && count > 0)
            {
                left[word] = count - 1;
                shared++;
            }
        }

        return (double)shared / wanted.Count;
    }
}
