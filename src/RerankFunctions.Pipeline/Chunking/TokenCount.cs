using System.Buffers;
using System.Globalization;
using System.Text;

namespace RerankFunctions.Pipeline.Chunking;

/// <summary>
/// A conservative count of the tokens that an embed model makes of a text, without its vocabulary: it errs on the high side, so that
/// a chunk within a limit by this count is within it for the model too. Where each rate comes from, and how it compares with real
/// tokenizers, is in docs/chunking.md.
/// </summary>
internal static class TokenCount
{
    private static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Words up to this length are mostly in the vocabulary, or are two of its pieces.</summary>
    private const int ShortWord = 8;

    /// <summary>Letters beyond this are of a compound, an identifier or a sequence, of which vocabularies know small pieces only.</summary>
    private const int LongWord = 16;

    /// <summary>
    /// What the count of a part of a word may lack of its share in the count of the whole: parts cut inside a word are charged this much more.
    /// </summary>
    internal const int CutWordAllowance = 8;

    /// <summary>Tokens of the text, without the model's own at its start and end. Text joined by white space counts the sum of its parts.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            var first = text[0];
            int taken;
            if (char.IsAsciiLetterOrDigit(first))
            {
                taken = LengthOr(text, text.IndexOfAnyExcept(LettersAndDigits));
                count += OfWord(text[..taken]);
            }
            else if (char.IsWhiteSpace(first))
            {
                taken = text.Length - text.TrimStart().Length;
                count += first == ' ' && taken == 1 ? 0 : (taken + 15) / 16;
            }
            else if (char.IsAscii(first))
            {
                taken = 1;
                count++;
            }
            else
            {
                count += OfRune(text, out taken);
            }

            text = text[taken..];
        }

        return count;
    }

    private static int OfWord(ReadOnlySpan<char> word)
    {
        var count = 0;
        var mixed = DigitRunLength(word) is var digits && digits < word.Length && (digits > 0 || word.IndexOfAny(Digits) > 0);
        while (!word.IsEmpty)
        {
            var length = char.IsAsciiDigit(word[0]) ? DigitRunLength(word) : CaseRunLength(word);
            count += mixed ? OfPieces(length) : char.IsAsciiDigit(word[0]) ? (length + 1) / 2 : OfLetters(word[..length]);
            word = word[length..];
        }

        return count;
    }

    private static int OfLetters(ReadOnlySpan<char> letters)
    {
        var (capitals, vowels) = (0, 0);
        foreach (var letter in letters)
        {
            capitals += char.IsAsciiLetterUpper(letter) ? 1 : 0;
            vowels += letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'A' or 'E' or 'I' or 'O' or 'U' ? 1 : 0;
        }

        if (capitals > 1 || (letters.Length > 3 && vowels * 6 < letters.Length))
            return OfPieces(letters.Length);
        return letters.Length <= ShortWord ? (letters.Length + 3) / 4
            : letters.Length <= LongWord ? (letters.Length + 2) / 3
            : ((LongWord + 2) / 3) + OfPieces(letters.Length - LongWord);
    }

    /// <summary>What is no word: codes, hashes, abbreviations. They fall into pieces of one or two characters.</summary>
    private static int OfPieces(int characters) => ((2 * characters) + 2) / 3;

    /// <summary>A run of letters up to where a capital follows a small letter: tokenizers and people both cut <c>camelCase</c> there.</summary>
    private static int CaseRunLength(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && char.IsAsciiLetter(text[length])
            && !(char.IsAsciiLetterUpper(text[length]) && char.IsAsciiLetterLower(text[length - 1])))
            length++;
        return length;
    }

    private static int DigitRunLength(ReadOnlySpan<char> text) => LengthOr(text, text.IndexOfAnyExcept(Digits));

    private static int LengthOr(ReadOnlySpan<char> text, int end) => end < 0 ? text.Length : end;

    private static int OfRune(ReadOnlySpan<char> text, out int taken)
    {
        if (Rune.DecodeFromUtf16(text, out var rune, out taken) != OperationStatus.Done)
            return 1;
        if (rune.Value is >= 0xAC00 and <= 0xD7A3)
            return (rune.Value - 0xAC00) % 28 == 0 ? 2 : 3; // A Hangul syllable: vocabularies for English know only its two or three letters.
        if (!rune.IsBmp)
            return Rune.IsLetter(rune) ? 2 : 3;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol ? 2 : 1;
    }
}
