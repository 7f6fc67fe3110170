using System.Globalization;
using System.Text;
using RerankFunctions.Unicode;

namespace RerankFunctions.Reading;

/// <summary>What every reader does to text before it goes into a <see cref="Block"/>, and a search to its query.</summary>
public static class BlockText
{
    /// <summary>The most characters in one block, so that a document without structure still streams. Far above any passage's size.</summary>
    public const int MaxCharacters = 8 * 1024;

    /// <summary>
    /// A line end of a source where lines mean nothing (HTML, Markdown): for <see cref="OneLine"/> and <see cref="Lines"/> a space, or nothing
    /// between characters of a script that has none.
    /// </summary>
    public const char SoftBreak = '\v';

    /// <summary>
    /// Well-formed text without what nobody reads: control characters and all that is invisible go (soft hyphens, controls of direction,
    /// commands to terminals), and what a backspace strikes over; line ends become line feeds, other white space becomes spaces, halves of
    /// surrogate pairs become U+FFFD, and what then can be one character ("u" with a diaeresis behind it) is: Unicode's normalisation form C.
    /// A <see cref="SoftBreak"/> stays.
    /// </summary>
    public static string Clean(ReadOnlySpan<char> text)
    {
        var ascii = PlainLength(text);
        if (ascii == text.Length)
            return text.ToString();
        var clean = new StringBuilder(text.Length).Append(text[..ascii]);
        for (var at = ascii; at < text.Length; at++)
        {
            var c = text[at];
            if (c is >= ' ' and <= '~')
            {
                var plain = PlainLength(text[at..]);
                clean.Append(text.Slice(at, plain));
                at += plain - 1;
            }
            else if (InvisibleText.LengthAt(text[at..]) is > 0 and var invisible)
                at += invisible - 1;
            else if (char.IsSurrogate(c))
            {
                var paired = char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
                if (paired)
                    clean.Append(c).Append(text[++at]);
                else
                    clean.Append('\uFFFD');
            }
            else if (c is '\n' or '\t' or SoftBreak)
                clean.Append(c);
            else if (c == '\b')
                clean.Length -= clean.Length > 0 && !char.IsWhiteSpace(clean[^1]) && !char.IsSurrogate(clean[^1]) ? 1 : 0;
            else if (c is '\r' or '\u2028' or '\u2029' or '\u0085')
                _ = c == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? clean : clean.Append('\n');
            else if (char.IsWhiteSpace(c))
                clean.Append(' ');
            else if (!char.IsControl(c))
                clean.Append(c);
        }

        return CanonicalForm.Compose(clean.ToString());
    }

    // Most of most texts, which is as it is: printable characters of ASCII.
    private static int PlainLength(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', '~') is >= 0 and var end ? end : text.Length;

    /// <summary>Clean text with every run of white space, line ends included, made one space.</summary>
    public static string OneLine(ReadOnlySpan<char> text) => Collapse(Clean(text), keepLines: false);

    /// <summary>Clean text with runs of spaces made one, no space beside a line feed, and no blank lines.</summary>
    public static string Lines(ReadOnlySpan<char> text) => Collapse(Clean(text), keepLines: true);

    /// <summary>Appends a line to those before it: with a space between them, unless both sides are of a script that has none.</summary>
    public static StringBuilder AppendWrapped(this StringBuilder text, ReadOnlySpan<char> line)
    {
        if (text.Length > 0 && line.Length > 0 && !(IsWrittenWithoutSpaces(text[^1]) && IsWrittenWithoutSpaces(line[0])))
            text.Append(' ');
        return text.Append(line);
    }

    /// <summary>Where to cut text that must be cut: after the last white space in its second half, else between two graphemes.</summary>
    public static int CutPoint(ReadOnlySpan<char> text)
    {
        var space = text.LastIndexOfAny(' ', '\n', '\t');
        if (space > text.Length / 2)
            return space + 1;
        // The last grapheme may go on beyond the text, so the cut is before it; unless it takes half of the text, as no writing does.
        var at = text.Length / 2;
        if (at > 0 && char.IsLowSurrogate(text[at]))
            at--;
        var cut = at;
        while (at < text.Length)
        {
            cut = at;
            at += StringInfo.GetNextTextElementLength(text[at..]);
        }

        return cut > text.Length / 2 ? cut : text.Length - (char.IsHighSurrogate(text[^1]) ? 1 : 0);
    }

    /// <summary>The text in pieces of at most <see cref="MaxCharacters"/>, cut as <see cref="CutPoint"/> says; nothing for blank text.</summary>
    public static IEnumerable<string> Pieces(string text)
    {
        while (text.Length > MaxCharacters)
        {
            var cut = CutPoint(text.AsSpan(0, MaxCharacters));
            var piece = text[..cut].TrimEnd();
            if (piece.Length > 0)
                yield return piece;
            text = text[cut..];
        }

        if (!string.IsNullOrWhiteSpace(text))
            yield return text.TrimEnd();
    }

    /// <summary>Chinese characters, kana and their punctuation. (Korean has spaces.)</summary>
    public static bool IsEastAsian(char c)
        => c is (>= '\u2E80' and <= '\u312F') or (>= '\u31A0' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFF9F');

    /// <summary>Those, and Thai, Lao, Khmer.</summary>
    public static bool IsWrittenWithoutSpaces(char c)
        => IsEastAsian(c) || c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1780' and <= '\u17FF');

    private static string Collapse(string text, bool keepLines)
    {
        if (IsCollapsed(text))
            return text;
        var collapsed = new StringBuilder(text.Length);
        var gap = '\0';
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
                gap = Wider(gap, c);
            else
            {
                if (gap == SoftBreak)
                    gap = collapsed.Length > 0 && IsWrittenWithoutSpaces(collapsed[^1]) && IsWrittenWithoutSpaces(c) ? '\0' : ' ';
                if (gap != '\0' && collapsed.Length > 0)
                    collapsed.Append(gap == '\n' && !keepLines ? ' ' : gap);
                gap = '\0';
                collapsed.Append(c);
            }
        }

        return collapsed.ToString();
    }

    private static bool IsCollapsed(string text)
        => text.Length == 0 || text[0] != ' ' && text[^1] != ' ' && !text.AsSpan().ContainsAny('\n', '\t', SoftBreak)
            && !text.Contains("  ", StringComparison.Ordinal);

    // Indentation belongs to the line end beside it.
    private static char Wider(char gap, char other) => gap == '\n' || other == '\n' ? '\n' : gap == SoftBreak || other == SoftBreak ? SoftBreak : ' ';
}
