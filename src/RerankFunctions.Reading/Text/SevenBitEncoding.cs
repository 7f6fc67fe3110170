using System.Text;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Text;

/// <summary>East Asian text in the bytes of ASCII, which switch between character sets: ISO-2022 by escapes, HZ by "~{" and "~}".</summary>
internal static partial class SevenBitEncoding
{
    private const int Iso2022Japanese = 50220;
    private const int Iso2022Korean = 50225;
    private const int Hz = 52936;

    /// <returns>The encoding, or null if the bytes switch to none.</returns>
    public static Encoding? Detect(ReadOnlySpan<byte> head)
    {
        if (head.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return null;
        for (var rest = head; rest.IndexOf((byte)0x1B) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            // ISO-2022-JP (RFC 1468) and its extensions by JIS X 0212 and half-width kana; ISO-2022-KR (RFC 1557).
            if (rest[(at + 1)..] is [(byte)'$', (byte)'@' or (byte)'B', ..] or [(byte)'$', (byte)'(', (byte)'D', ..] or [(byte)'(', (byte)'I', ..])
                return LegacyEncoding.GetSuperset(Iso2022Japanese);
            if (rest[(at + 1)..] is [(byte)'$', (byte)')', (byte)'C', ..])
                return LegacyEncoding.GetSuperset(Iso2022Korean);
        }

        return head.IndexOf("~{"u8) >= 0 && IsHz(Encoding.Latin1.GetString(head)) ? LegacyEncoding.GetSuperset(Hz) : null;
    }

    // RFC 1843: pairs of bytes between the marks, and every mark is closed on its line.
    private static bool IsHz(string text) => HzText().Count(text) is > 0 and var closed && HzStart().Count(text) == closed;

    [GeneratedRegex(@"~\{(?:[\x21-\x77][\x21-\x7E])+~\}")]
    private static partial Regex HzText();

    [GeneratedRegex(@"~\{")]
    private static partial Regex HzStart();
}
