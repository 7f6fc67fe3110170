using System.Text;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Makes words whole that are parted at line ends, and leaves those alone that have a hyphen of their own ("long-term").</summary>
internal sealed class Hyphenation
{
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="pages">The document: what it writes elsewhere, within a line, decides.</param>
    public Hyphenation(IEnumerable<PdfPage> pages)
    {
        foreach (var word in pages.SelectMany(page => page.Words))
            _words.Add(Bare(word.Text));
    }

    public StringBuilder Append(StringBuilder text, string line)
    {
        var parted = text.Length > 1 && text[^1] is '-' or '\u2010' && char.IsLetter(text[^2]);
        if (!parted)
            return text.AppendWrapped(line);
        if (char.IsLower(line[0]) && !IsCompound(LastWord(text), Bare(line.Split(' ', 2)[0])))
            text.Length--;
        return text.Append(line);
    }

    // "out-of-" has hyphens already, so the one at the line's end is one more of them.
    private bool IsCompound(string start, string end)
        => !_words.Contains(start + end) && (_words.Contains($"{start}-{end}") || start.Contains('-', StringComparison.Ordinal));

    private static string LastWord(StringBuilder text)
    {
        var from = text.Length - 1;
        while (from > 0 && text[from - 1] != ' ')
            from--;
        return Bare(text.ToString(from, text.Length - 1 - from));
    }

    private static string Bare(string word) => word.Trim('(', ')', '[', ']', '"', '“', '”', '‘', '’', '.', ',', ';', ':', '!', '?');
}
