using System.Runtime.InteropServices;
using System.Text;

namespace RerankFunctions.Unicode;

/// <summary>
/// Unicode's canonical forms (UAX #15): the two spellings of "ü" made one. Unlike <see cref="string.Normalize()"/> it needs no ICU of the
/// system's, and gives the same on every machine.
/// </summary>
public static class CanonicalForm
{
    // Below it, text is composed as it is.
    private const char FirstThatMayChange = '\u0300';

    /// <summary>The text in normalisation form C: whatever can be one character is. The same string where it is so already.</summary>
    public static string Compose(string text)
    {
        if (!MayChange(text))
            return text;
        var characters = Decomposed(text);
        Recompose(characters);
        return Text(characters);
    }

    /// <summary>The text in normalisation form D: letters and marks apart, the marks in their canonical order.</summary>
    public static string Decompose(string text) => System.Text.Ascii.IsValid(text) ? text : Text(Decomposed(text));

    private static bool MayChange(string text)
    {
        var at = text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstThatMayChange - 1));
        if (at < 0)
            return false;
        for (var table = CanonicalTable.Instance; at < text.Length;)
        {
            var character = Next(text, ref at);
            if (character >= FirstThatMayChange && table.MayChange(character))
                return true;
        }

        return false;
    }

    private static List<int> Decomposed(string text)
    {
        var characters = new List<int>(text.Length);
        var table = CanonicalTable.Instance;
        for (var at = 0; at < text.Length;)
            table.Decompose(Next(text, ref at), characters);

        for (var start = 0; start < characters.Count; start++)
        {
            var end = start;
            while (end < characters.Count && table.ClassOf(characters[end]) > 0)
                end++;
            if (end - start > 1)
                SortByClass(CollectionsMarshal.AsSpan(characters)[start..end]);
            start = end;
        }

        return characters;
    }

    // Stable: marks of one class keep their order. No text limits how many marks stand together, so this is no insertion sort.
    private static void SortByClass(Span<int> marks)
    {
        var sorted = marks.ToArray().OrderBy(CanonicalTable.Instance.ClassOf).ToArray();
        sorted.CopyTo(marks);
    }

    private static void Recompose(List<int> characters)
    {
        const int None = -1;
        var (table, kept, starter, lastClass) = (CanonicalTable.Instance, 0, None, None);
        foreach (var character in CollectionsMarshal.AsSpan(characters))
        {
            var own = table.ClassOf(character);
            // A mark of the same class in between keeps one from joining the letter, and so does anything else that is no mark.
            if (starter != None && lastClass < own && table.Compose(characters[starter], character) is { } composed)
            {
                characters[starter] = composed;
                continue;
            }

            (starter, lastClass) = own == 0 ? (kept, None) : (starter, own);
            characters[kept++] = character;
        }

        characters.RemoveRange(kept, characters.Count - kept);
    }

    /// <summary>The code point at a place, or the half of a surrogate pair that stands there alone.</summary>
    private static int Next(string text, ref int at)
    {
        var isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        var character = isPair ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
        at += isPair ? 2 : 1;
        return character;
    }

    private static string Text(List<int> characters)
    {
        var text = new StringBuilder(characters.Count);
        foreach (var character in characters)
            _ = character > char.MaxValue ? text.Append(char.ConvertFromUtf32(character)) : text.Append((char)character);
        return text.ToString();
    }
}
