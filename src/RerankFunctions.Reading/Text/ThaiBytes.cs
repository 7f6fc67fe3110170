namespace RerankFunctions.Reading.Text;

/// <summary>Tells Thai (TIS-620, Windows-874) by its spelling: marks stand on consonants, and some vowels before them.</summary>
internal static class ThaiBytes
{
    private const int FewestMarks = 12;
    private const int WrongOneIn = 20;

    public static bool Are(ReadOnlySpan<byte> sample)
    {
        int marks = 0, wrong = 0, run = 0;
        var hasOddRun = false;
        for (var at = 0; at < sample.Length; at++)
        {
            var b = sample[at];
            if (b < 0x80)
            {
                hasOddRun |= run % 2 == 1;
                run = 0;
                continue;
            }

            // No-break spaces, and what Windows-874 has of punctuation.
            if (b is not (0x80 or 0x85 or (>= 0x91 and <= 0x97) or (>= 0xA0 and <= 0xDA) or (>= 0xDF and <= 0xFB)))
                return false;
            run++;
            var before = at > 0 ? sample[at - 1] : (byte)0;
            if (IsMark(b))
            {
                marks++;
                wrong += IsConsonant(before) || IsMark(before) ? 0 : 1;
            }
            else if (before is >= 0xE0 and <= 0xE4)
            {
                marks++;
                wrong += IsConsonant(b) ? 0 : 1;
            }
        }

        // Bytes that come in pairs may be Chinese or Korean, of which three marks in ten would be wrong.
        return hasOddRun || run % 2 == 1 ? marks >= FewestMarks && wrong * WrongOneIn <= marks : marks >= 2 * FewestMarks && wrong == 0;
    }

    private static bool IsConsonant(byte b) => b is >= 0xA1 and <= 0xCE;

    private static bool IsMark(byte b) => b is 0xD1 or (>= 0xD4 and <= 0xDA) or (>= 0xE7 and <= 0xEE);
}
