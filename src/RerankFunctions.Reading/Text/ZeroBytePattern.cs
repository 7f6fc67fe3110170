using System.Buffers.Binary;
using System.Text;

namespace RerankFunctions.Reading.Text;

/// <summary>
/// UTF-16 and UTF-32 without a byte order mark: text has spaces, line ends, digits or Latin letters, whose zero bytes then all stand at
/// the same places in their code units.
/// </summary>
internal static class ZeroBytePattern
{
    // Few characters have a zero as their lower byte.
    private const int Rarer = 4;

    /// <returns>The encoding, or null where there are no zero bytes or they follow no such pattern.</returns>
    public static Encoding? Detect(ReadOnlySpan<byte> head)
    {
        head = head[..(head.Length & ~3)];
        Span<int> zeros = stackalloc int[4];
        for (var at = 0; at < head.Length; at++)
            zeros[at & 3] += head[at] == 0 ? 1 : 0;

        var units = head.Length / 4;
        var all = zeros[0] + zeros[1] + zeros[2] + zeros[3];
        // Letters of ASCII with a few zero bytes among them would be half zeros.
        if (units == 0 || all == 0 || all < units && !head.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return null;
        if (zeros[3] == units && zeros[2] > units / 2 && AreScalars(head, bigEndian: false))
            return new UTF32Encoding(bigEndian: false, byteOrderMark: false);
        if (zeros[0] == units && zeros[1] > units / 2 && AreScalars(head, bigEndian: true))
            return new UTF32Encoding(bigEndian: true, byteOrderMark: false);
        if ((zeros[0] + zeros[2]) * Rarer < zeros[1] + zeros[3] && IsText(head, bigEndian: false))
            return new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
        if ((zeros[1] + zeros[3]) * Rarer < zeros[0] + zeros[2] && IsText(head, bigEndian: true))
            return new UnicodeEncoding(bigEndian: true, byteOrderMark: false);
        return null;
    }

    private static bool AreScalars(ReadOnlySpan<byte> head, bool bigEndian)
    {
        for (; head.Length >= 4; head = head[4..])
        {
            var value = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(head) : BinaryPrimitives.ReadUInt32LittleEndian(head);
            if (!Rune.IsValid(value))
                return false;
        }

        return true;
    }

    private static bool IsText(ReadOnlySpan<byte> head, bool bigEndian)
    {
        var text = (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(head);
        // The last character may be the first half of a pair.
        return text.AsSpan(0, text.Length - 1).IndexOf('\uFFFD') < 0
            && text.Count(c => char.IsControl(c) && !char.IsWhiteSpace(c)) <= text.Length / 100;
    }
}
