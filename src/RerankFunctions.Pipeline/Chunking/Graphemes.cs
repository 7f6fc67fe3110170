using System.Globalization;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>Steps through a text by what readers see as one character: text is only ever cut between two of them.</summary>
internal static class Graphemes
{
    /// <summary>Chars of the grapheme that starts at <paramref name="index"/>, which has to be a boundary itself.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int index)
        => index + 1 == text.Length || (char.IsAscii(text[index]) && char.IsAscii(text[index + 1]) && text[index] != '\r')
            ? 1
            : StringInfo.GetNextTextElementLength(text[index..]);

    /// <summary>True where a grapheme is white space and nothing else: a space that carries an accent is not.</summary>
    public static bool IsWhiteSpace(ReadOnlySpan<char> grapheme)
        => char.IsWhiteSpace(grapheme[0]) && (grapheme.Length == 1 || grapheme.IsWhiteSpace());
}
