using System.Collections.Frozen;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>
/// Finds where sentences end. The rules are for prose in languages that end sentences with a full stop or its like; where in doubt two
/// sentences stay together, which costs a chunk less than a cut inside one.
/// </summary>
internal static class SentenceBoundary
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Abbreviations = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "gen", "col", "lt", "sgt", "capt", "gov", "sen", "rep", "st", "mt", "jr", "sr", "messrs",
        "vs", "cf", "e.g", "i.e", "eg", "ie", "viz", "al", "approx", "ca", "incl", "excl", "resp", "dept", "univ", "ed", "eds", "trans",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "z.b", "d.h", "u.a", "bzw", "ggf", "vgl", "usw", "hr", "fr", "nr", "mme", "mlle", "env", "sra", "dra")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words that are abbreviations only before a number.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NumberLabels = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "no", "nos", "fig", "figs", "vol", "p", "pp", "sec", "ch", "art", "eq", "eqs", "para", "tab", "bd", "abb", "ref", "refs", "ver", "v")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Where the sentence that starts at <paramref name="start"/> ends: before the white space after it, or before a line feed.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        for (var index = start; index < text.Length;)
        {
            var length = Graphemes.LengthAt(text, index);
            var grapheme = text.Slice(index, length);
            if (grapheme.Contains('\n') && Graphemes.IsWhiteSpace(grapheme))
                return index;
            if (length > 1 || !(IsStop(text[index]) || IsWideStop(text[index])))
            {
                index += length;
                continue;
            }

            var wide = IsWideStop(text[index]);
            var after = AfterStops(text, index, ref wide);
            if (after == text.Length || wide || (IsWhiteSpaceAt(text, after) && EndsSentence(text, start, index, after)))
                return after;
            index = after;
        }

        return text.Length;
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int start, int stop, int after)
    {
        var following = text[after..].TrimStart();
        if (following.IsEmpty || text[after..^following.Length].Contains('\n'))
            return true;
        if (char.IsLower(following[0]) && !StartsInLowerCase(text[start..stop]))
            return false;
        if (text[stop] != '.' || (stop + 1 < text.Length && text[stop + 1] == '.'))
            return true;

        var word = LastWord(text[start..stop]);
        if (word.Length == stop - start && word.Length <= 3 && !word.ContainsAnyExceptInRange('0', '9'))
            return false; // "14. Debt": the number of what follows.
        if (Abbreviations.Contains(word) || (NumberLabels.Contains(word) && char.IsDigit(following[0])))
            return false;
        return word is "I" || !IsInitials(word);
    }

    /// <summary>Text without capitals, as some corpora and chats are, has to do without their help.</summary>
    private static bool StartsInLowerCase(ReadOnlySpan<char> sentence)
    {
        foreach (var character in sentence)
        {
            if (char.IsLetter(character))
                return char.IsLower(character);
        }

        return false;
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text)
    {
        var start = text.Length;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '.'))
            start--;
        return text[start..];
    }

    /// <summary>"J", "U.S": but after "5 p.m" a capital starts a sentence.</summary>
    private static bool IsInitials(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word is "a.m" or "p.m")
            return false;
        for (var index = 0; index < word.Length; index++)
        {
            if (index % 2 == 0 ? !char.IsLetter(word[index]) : word[index] != '.')
                return false;
        }

        return true;
    }

    /// <summary>Behind the stops at <paramref name="index"/> and the quotes and brackets that close after them.</summary>
    private static int AfterStops(ReadOnlySpan<char> text, int index, ref bool wide)
    {
        while (index < text.Length && Graphemes.LengthAt(text, index) == 1
            && (IsStop(text[index]) || IsWideStop(text[index]) || IsCloser(text[index])))
            wide |= IsWideStop(text[index++]);
        return index;
    }

    private static bool IsWhiteSpaceAt(ReadOnlySpan<char> text, int index)
        => Graphemes.IsWhiteSpace(text.Slice(index, Graphemes.LengthAt(text, index)));

    private static bool IsStop(char character) => character is '.' or '!' or '?' or '…' or '؟' or '۔' or '।' or '॥' or '‽';

    /// <summary>Stops that no space follows.</summary>
    private static bool IsWideStop(char character) => character is '。' or '！' or '？' or '｡' or '．';

    private static bool IsCloser(char character)
        => character is '"' or '\'' or ')' or ']' or '}' or '”' or '’' or '»' or '」' or '』' or '）' or '】' or '*';
}
