namespace RerankFunctions.Emulators.Lexical;

/// <summary>
/// Cuts the commonest English endings, so that "scaling", "scaled" and "scales" meet. Deliberately less than a full Porter
/// stemmer: it only has to treat a question and its answer alike.
/// </summary>
internal static class LightStem
{
    private static readonly string[] Verbalisers =
        ["isation", "ization", "ising", "izing", "ised", "ized", "ises", "izes", "ise", "ize"];

    /// <summary>Stems the word in place and gives its new length.</summary>
    public static int Shorten(Span<char> word)
    {
        if (word.Length <= 3 || !char.IsAsciiLetter(word[0]))
            return word.Length;

        foreach (var ending in Verbalisers)
        {
            if (HasEnding(word, ending, leaving: 4))
                return word.Length - ending.Length;
        }

        word = WithoutPlural(word);
        word = WithoutSuffix(word);
        if (word.Length > 3 && word[^1] == 'e')
            word = word[..^1];
        return word.Length;
    }

    private static Span<char> WithoutPlural(Span<char> word)
    {
        if (HasEnding(word, "ies", leaving: 2))
        {
            word[^3] = 'y';
            return word[..^2];
        }

        if (HasEnding(word, "sses", 1) || HasEnding(word, "ches", 2) || HasEnding(word, "shes", 2) || HasEnding(word, "xes", 2))
            return word[..^2];
        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static Span<char> WithoutSuffix(Span<char> word)
    {
        if (HasEnding(word, "ation", leaving: 4))
            return word[..^5];
        if (HasEnding(word, "ing", leaving: 3))
            return Undoubled(word[..^3]);
        if (HasEnding(word, "ed", leaving: 3) && word[^3] != 'e')
            return Undoubled(word[..^2]);
        return HasEnding(word, "ly", leaving: 4) ? word[..^2] : word;
    }

    private static Span<char> Undoubled(Span<char> word)
        => word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('l' or 's' or 'z') ? word[..^1] : word;

    private static bool HasEnding(ReadOnlySpan<char> word, ReadOnlySpan<char> ending, int leaving)
        => word.Length >= ending.Length + leaving && word.EndsWith(ending, StringComparison.Ordinal);
}
