using System.Text;

namespace RerankFunctions.Reading.Text;

/// <summary>Text from mainframes: its spaces are 0x40, its letters and digits stand where other encodings have accents and controls.</summary>
internal static class Ebcdic
{
    /// <summary>International Latin-1; the national pages differ from it in some brackets and accented letters.</summary>
    private const int CodePage = 500;

    private const int FewestBytes = 16;
    private const double ShareOfLetters = 0.7;

    /// <returns>The encoding, or null if the bytes are not of that family.</returns>
    public static Encoding? Detect(ReadOnlySpan<byte> head)
    {
        if (head.Length < FewestBytes)
            return null;
        int letters = 0, spaces = 0, foreign = 0;
        foreach (var b in head)
        {
            // https://en.wikipedia.org/wiki/EBCDIC: a-i, j-r, s-z, A-I, J-R, S-Z, 0-9.
            letters += b is (>= 0x81 and <= 0x89) or (>= 0x91 and <= 0x99) or (>= 0xA2 and <= 0xA9)
                or (>= 0xC1 and <= 0xC9) or (>= 0xD1 and <= 0xD9) or (>= 0xE2 and <= 0xE9) or >= 0xF0 and <= 0xF9 ? 1 : 0;
            spaces += b == 0x40 ? 1 : 0;
            foreign += b is 0x20 or 0x0A ? 1 : 0;
        }

        return spaces > head.Length / 20 && foreign <= head.Length / 50 && letters + spaces > head.Length * ShareOfLetters
            ? LegacyEncoding.GetSuperset(CodePage)
            : null;
    }
}
