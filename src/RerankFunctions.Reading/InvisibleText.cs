namespace RerankFunctions.Reading;

/// <summary>
/// Characters and sequences that say nothing to a reader: controls of direction and of joining, tags and selectors (which can spell orders to a
/// model that no person sees), commands to a terminal.
/// </summary>
internal static class InvisibleText
{
    /// <summary>How many characters at the text's start are of that kind; 0 if it starts with something else.</summary>
    public static int LengthAt(ReadOnlySpan<char> text) => text switch
    {
        ['\u001B' or '\u009B', ..] => TerminalCommand(text),
        // Soft hyphen, Arabic letter mark, Mongolian vowel separator; zero-width space; marks, embeddings, overrides and isolates of direction;
        // word joiner and invisible operators; byte order mark.
        ['\u00AD' or '\u061C' or '\u180E' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E')
            or (>= '\u2060' and <= '\u206F') or '\uFEFF', ..] => 1,
        // Hangul fillers, which look like nothing.
        ['\u115F' or '\u1160' or '\u3164' or '\uFFA0', ..] => 1,
        // U+E0000 to U+E0FFF: the tag block, and selectors of variants beyond the 16th.
        ['\uDB40', >= '\uDC00' and <= '\uDFFF', ..] => 2,
        _ => 0,
    };

    // ECMA-48: ESC [ parameters letter; ESC ] text, ended by BEL or ESC \; ESC and up to two further characters.
    private static int TerminalCommand(ReadOnlySpan<char> text)
    {
        var at = text[0] == '\u009B' ? 1 : 2;
        if (text.Length < at)
            return 1;
        if (text[0] == '\u009B' || text[1] == '[')
        {
            while (at < text.Length && text[at] is >= ' ' and <= '?')
                at++;
            return at < text.Length && text[at] is >= '@' and <= '~' ? at + 1 : at;
        }

        if (text[1] == ']')
        {
            var end = text[at..].IndexOfAny('\a', '\u001B', '\n');
            return end < 0 ? 2 : Math.Min(text.Length, at + end + (text[at + end] switch { '\a' => 1, '\u001B' => 2, _ => 0 }));
        }

        return text[1] is >= ' ' and <= '/' ? Math.Min(text.Length, 3) : text[1] is >= '0' and <= '~' ? 2 : 1;
    }
}
