using System.Text;

namespace RerankFunctions.Reading.Text;

/// <summary>
/// Tells Western encodings apart that statistics of letters confuse, by how words look: DOS's code page 850 has letters where Windows has
/// quotes and signs, Mac OS Roman others ("gar‡on", "sch”n").
/// </summary>
internal static class WordShape
{
    private const int WesternEuropean = 1252;
    private const int CentralEuropean = 1250;
    private const int EuroLatin = 28605;

    // So many letters beyond ASCII of which one looks wrong may be chance.
    private const int WrongOneIn = 20;

    private const string BehindNoLetter = "‚„‡ˆ";
    private const string WithinWords = "’‘´–—·•…\u00AD";

    // š ž ś ź ť ł ą ş ż ľ ě ř
    private static ReadOnlySpan<byte> Central => [0x9A, 0x9E, 0x9C, 0x9F, 0x9D, 0xB3, 0xB9, 0xBA, 0xBF, 0xBE, 0xEC, 0xF8];

    private static readonly int[] Confused = [WesternEuropean, 1250, 1254, 1257, 28592, 28593, 28600, 28603, 28604, EuroLatin, 28606, 10029, 1258];
    private static readonly int[] Others = [WesternEuropean, 850, 10000];

    /// <returns>The encoding itself, or one in which words of the sample look better by far.</returns>
    public static Encoding Better(Encoding detected, byte[] sample)
    {
        if (!Confused.Contains(detected.CodePage))
            return detected;
        var (best, wrong) = (detected, Wrong(detected, sample));
        if (wrong > 0 && wrong * WrongOneIn >= sample.Count(b => b > 0x7F))
        {
            var limit = wrong / 4;
            foreach (var other in Others.Select(Encoding.GetEncoding))
                if (Wrong(other, sample) is var less && less <= limit && less < wrong)
                    (best, wrong) = (other, less);
        }

        if (best.CodePage is CentralEuropean or 28592 && IsWestern(sample))
            best = Encoding.GetEncoding(WesternEuropean);
        return best.CodePage == WesternEuropean && IsEuroLatin(sample) ? Encoding.GetEncoding(EuroLatin) : best;
    }

    // Signs within words, low quotes and control characters behind letters, capitals behind small letters.
    private static int Wrong(Encoding encoding, byte[] sample)
    {
        var text = encoding.GetString(sample);
        var wrong = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c <= '\u007F')
                continue;
            var (before, after) = (at > 0 ? text[at - 1] : ' ', at + 1 < text.Length ? text[at + 1] : ' ');
            if (char.IsLetter(c))
                wrong += char.IsUpper(c) && char.IsLower(before) ? 1 : 0;
            else if (char.IsControl(c) || c == '\uFFFD')
                wrong++;
            else if (char.IsLetter(before))
                wrong += BehindNoLetter.Contains(c) || char.IsLetter(after) && !WithinWords.Contains(c) ? 1 : 0;
        }

        return wrong;
    }

    // "à", where Central Europe has a letter that only Slovak knows in a few words; and none of those that its languages cannot do without.
    private static bool IsWestern(ReadOnlySpan<byte> sample)
    {
        var central = 0;
        foreach (var b in sample)
            central += Central.Contains(b) ? 1 : 0;
        return sample.Count((byte)0xE0) > central;
    }

    // The euro sign where Latin-1 has the currency sign that nobody uses, "œu" where it has a half.
    private static bool IsEuroLatin(ReadOnlySpan<byte> sample)
        => !sample.ContainsAnyInRange((byte)0x80, (byte)0x9F) && (sample.Contains((byte)0xA4) || sample.IndexOf("\u00BDu"u8[1..]) >= 0);
}
