using System.Text;

namespace RerankFunctions.Emulators.Qdrant.Text;

/// <summary>Qdrant's tokenizer <c>word</c>: runs of letters and digits, as they are.</summary>
internal static class WordTokens
{
    public static IEnumerable<string> SplitWords(string text)
    {
        var token = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || Rune.IsNumber(rune))
            {
                token.Append(rune);
            }
            else if (token.Length > 0)
            {
                yield return token.ToString();
                token.Clear();
            }
        }
        if (token.Length > 0)
            yield return token.ToString();
    }
}
