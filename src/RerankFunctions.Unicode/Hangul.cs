namespace RerankFunctions.Unicode;

/// <summary>Korean syllables, which are composed by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    private const int FirstSyllable = 0xAC00, FirstLead = 0x1100, FirstVowel = 0x1161, BeforeFirstTail = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28;

    /// <summary>Whether it joins what stands before it.</summary>
    public static bool IsTrailing(int character) => IsVowel(character) || IsTail(character);

    public static int? Compose(int first, int second)
    {
        if (first is >= FirstLead and < FirstLead + Leads && IsVowel(second))
            return FirstSyllable + ((((first - FirstLead) * Vowels) + (second - FirstVowel)) * Tails);
        return IsSyllable(first) && (first - FirstSyllable) % Tails == 0 && IsTail(second) ? first + second - BeforeFirstTail : null;
    }

    /// <returns>False, and nothing appended, for what is no syllable.</returns>
    public static bool Decompose(int character, List<int> to)
    {
        if (!IsSyllable(character))
            return false;
        var (syllable, tail) = Math.DivRem(character - FirstSyllable, Tails);
        to.Add(FirstLead + (syllable / Vowels));
        to.Add(FirstVowel + (syllable % Vowels));
        if (tail > 0)
            to.Add(BeforeFirstTail + tail);
        return true;
    }

    private static bool IsSyllable(int character) => character is >= FirstSyllable and < FirstSyllable + (Leads * Vowels * Tails);

    private static bool IsVowel(int character) => character is >= FirstVowel and < FirstVowel + Vowels;

    private static bool IsTail(int character) => character is > BeforeFirstTail and < BeforeFirstTail + Tails;
}
