using System.Buffers;
using System.Globalization;
using System.Text;

namespace RerankFunctions.Pipeline.Ingestion.Chunking;

/// <summary>
/// A conservative count of the tokens that an embed model makes of a text, without its vocabulary: it errs on the high side, so that
/// a passage within a limit by this count is within it for the model too. Where each rate comes from, and how it compares with real
/// tokenizers, is in docs/chunking.md.
/// </summary>
public static class TokenCount
{
    /// <summary>Letters of a word per token, up to <see cref="UsualWordLength"/>: frequent words are one token, rare ones fall into pieces.</summary>
    private const int LettersPerToken = 4;

    /// <summary>Letters beyond which a word is taken for a compound, an identifier or a sequence, that falls into pairs of letters.</summary>
    private const int UsualWordLength = 16;

    /// <summary>
    /// What two counts of the parts of one word may lack, each, against the count of the whole: parts cut inside a word are charged this much more.
    /// </summary>
    internal const int CutWordAllowance = 4;

    /// <summary>Tokens of the text, without the model's own at its start and end. Text joined by white space counts the sum of its parts.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            var first = text[0];
            int taken;
            if (char.IsAsciiLetter(first))
            {
                taken = WordLength(text, out var capitals);
                count += OfWord(taken, capitals);
            }
            else if (char.IsAsciiDigit(first))
            {
                taken = RunLength(text, char.IsAsciiDigit);
                count += (taken + 1) / 2;
            }
            else if (char.IsWhiteSpace(first))
            {
                taken = RunLength(text, char.IsWhiteSpace);
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

    private static int OfWord(int letters, int capitals) =>
        capitals > 1 ? (letters + 1) / 2
        : letters <= UsualWordLength ? (letters + LettersPerToken - 1) / LettersPerToken
        : (UsualWordLength / LettersPerToken) + ((letters - UsualWordLength + 1) / 2);

    /// <summary>A run of letters up to where a capital follows a small letter: tokenizers and people both cut <c>camelCase</c> there.</summary>
    private static int WordLength(ReadOnlySpan<char> text, out int capitals)
    {
        var length = 0;
        capitals = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length]))
        {
            if (char.IsAsciiLetterUpper(text[length]))
            {
                if (length > 0 && char.IsAsciiLetterLower(text[length - 1]))
                    break;
                capitals++;
            }

            length++;
        }

        return length;
    }

    private static int RunLength(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 1;
        while (length < text.Length && belongs(text[length]))
            length++;
        return length;
    }

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
