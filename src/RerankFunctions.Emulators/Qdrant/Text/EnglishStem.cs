namespace RerankFunctions.Emulators.Qdrant.Text;

/// <summary>
/// Word stems by Snowball's English stemmer ("Porter2"), https://snowballstem.org/algorithms/english/stemmer.html, which
/// Qdrant applies to BM25 words. Words that are not plain lower-case Latin come back as they are.
/// </summary>
internal static class EnglishStem
{
    private static readonly Dictionary<string, string> Exceptions = new (string Word, string Stem)[]
    {
        ("skis", "ski"), ("skies", "sky"), ("dying", "die"), ("lying", "lie"), ("tying", "tie"), ("idly", "idl"),
        ("gently", "gentl"), ("ugly", "ugli"), ("early", "earli"), ("only", "onli"), ("singly", "singl"), ("sky", "sky"),
        ("news", "news"), ("howe", "howe"), ("atlas", "atlas"), ("cosmos", "cosmos"), ("bias", "bias"), ("andes", "andes"),
    }.ToDictionary(StringComparer.Ordinal);

    private static readonly HashSet<string> FinishedAfterPlurals =
        ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    private static readonly (string Suffix, string Stem)[] Derivations =
    [
        ("ization", "ize"), ("ational", "ate"), ("ousness", "ous"), ("iveness", "ive"), ("fulness", "ful"), ("tional", "tion"),
        ("lessli", "less"), ("biliti", "ble"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"),
        ("fulli", "ful"), ("ousli", "ous"), ("iviti", "ive"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"),
        ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"),
    ];

    private static readonly (string Suffix, string Stem)[] SecondDerivations =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"),
        ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] KnownFirstRegions = ["gener", "commun", "arsen"];

    private static readonly string[] Tenses = ["ingly", "edly", "ing", "ed"];

    private static readonly string[] Endings =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "al", "er", "ic",
    ];

    public static string StemWord(string word)
    {
        if (word.Length <= 2 || !word.All(char.IsAsciiLetterLower))
            return word;
        if (Exceptions.TryGetValue(word, out var stem))
            return stem;

        var w = MarkConsonantY(word);
        var r1 = RegionAfterVowelAndConsonant(w, 0);
        if (Array.Find(KnownFirstRegions, prefix => w.StartsWith(prefix, StringComparison.Ordinal)) is { } known)
            r1 = known.Length;
        var r2 = RegionAfterVowelAndConsonant(w, r1);

        w = WithoutPlural(w);
        if (FinishedAfterPlurals.Contains(w))
            return w;
        w = WithoutTense(w, r1);
        if (w.Length > 2 && w[^1] is 'y' or 'Y' && !IsVowel(w[^2]))
            w = w[..^1] + "i";
        w = WithoutDerivation(w, r1);
        w = WithoutSecondDerivation(w, r1, r2);
        w = WithoutEnding(w, r2);
        return WithoutFinalLetter(w, r1, r2).Replace('Y', 'y');
    }

    private static string MarkConsonantY(string word)
    {
        var marked = word.ToCharArray();
        for (var i = 0; i < marked.Length; i++)
        {
            if (marked[i] == 'y' && (i == 0 || IsVowel(marked[i - 1])))
                marked[i] = 'Y';
        }
        return new string(marked);
    }

    private static int RegionAfterVowelAndConsonant(string w, int from)
    {
        for (var i = from + 1; i < w.Length; i++)
        {
            if (!IsVowel(w[i]) && IsVowel(w[i - 1]))
                return i + 1;
        }
        return w.Length;
    }

    private static string WithoutPlural(string w)
    {
        if (Ends(w, "sses"))
            return w[..^2];
        if (Ends(w, "ied") || Ends(w, "ies"))
            return w.Length > 4 ? w[..^2] : w[..^1];
        return w[^1] == 's' && !Ends(w, "us") && !Ends(w, "ss") && w[..^2].Any(IsVowel) ? w[..^1] : w;
    }

    private static string WithoutTense(string w, int r1)
    {
        if (Ends(w, "eedly") || Ends(w, "eed"))
        {
            var length = w.Length - (Ends(w, "eedly") ? 5 : 3);
            return length >= r1 ? w[..length] + "ee" : w;
        }
        var suffix = Array.Find(Tenses, ending => Ends(w, ending));
        if (suffix is null || !w[..^suffix.Length].Any(IsVowel))
            return w;
        w = w[..^suffix.Length];
        if (Ends(w, "at") || Ends(w, "bl") || Ends(w, "iz"))
            return w + "e";
        if (w.Length >= 2 && w[^1] == w[^2] && "bdfgmnprt".Contains(w[^1], StringComparison.Ordinal))
            return w[..^1];
        return r1 >= w.Length && EndsInShortSyllable(w) ? w + "e" : w;
    }

    private static string WithoutDerivation(string w, int r1)
    {
        if (Replaced(w, Derivations, r1) is { } derived)
            return derived;
        if (Ends(w, "ogi"))
            return w.Length - 3 >= r1 && w.Length > 3 && w[^4] == 'l' ? w[..^1] : w;
        return Ends(w, "li") && w.Length - 2 >= r1 && w.Length > 2 && "cdeghkmnrt".Contains(w[^3], StringComparison.Ordinal)
            ? w[..^2]
            : w;
    }

    private static string WithoutSecondDerivation(string w, int r1, int r2)
        => Ends(w, "ative") ? (w.Length - 5 >= r2 && w.Length - 5 >= r1 ? w[..^5] : w) : Replaced(w, SecondDerivations, r1) ?? w;

    private static string WithoutEnding(string w, int r2)
    {
        if (Array.Find(Endings, ending => Ends(w, ending)) is { } ending)
            return w.Length - ending.Length >= r2 ? w[..^ending.Length] : w;
        return Ends(w, "ion") && w.Length - 3 >= r2 && w.Length > 3 && w[^4] is 's' or 't' ? w[..^3] : w;
    }

    private static string WithoutFinalLetter(string w, int r1, int r2)
    {
        var length = w.Length - 1;
        if (w[^1] == 'e' && (length >= r2 || (length >= r1 && !EndsInShortSyllable(w[..^1]))))
            return w[..^1];
        return w.Length > 1 && w[^1] == 'l' && w[^2] == 'l' && length >= r2 ? w[..^1] : w;
    }

    /// <summary>The longest suffix that the word has decides: outside its region nothing is replaced.</summary>
    private static string? Replaced(string w, (string Suffix, string Stem)[] rules, int region)
    {
        var (suffix, stem) = Array.Find(rules, rule => Ends(w, rule.Suffix));
        return suffix is null ? null : w.Length - suffix.Length >= region ? w[..^suffix.Length] + stem : w;
    }

    private static bool EndsInShortSyllable(string w)
        => w.Length == 2
            ? IsVowel(w[0]) && !IsVowel(w[1])
            : w.Length > 2 && !IsVowel(w[^3]) && IsVowel(w[^2]) && !IsVowel(w[^1]) && w[^1] is not ('w' or 'x' or 'Y');

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static bool Ends(string w, string suffix) => w.EndsWith(suffix, StringComparison.Ordinal);
}
