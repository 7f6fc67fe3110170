namespace RerankFunctions.Emulators.Lexical;

/// <summary>
/// An estimate of how many tokens a model's tokenizer would make of a text: one for every started eight characters of a word,
/// one for every other character that is not white space, one for every ideograph. On English prose this comes to about 1.3
/// tokens a word, as subword tokenizers do.
/// </summary>
internal static class TokenCount
{
    private const int WordPiece = 8;
    private const char FirstIdeograph = '\u2E80';

    /// <summary>Tokens in the text.</summary>
    public static int CountTokens(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        for (var at = 0; at < text.Length;)
        {
            at += Next(text[at..], out var isToken);
            tokens += isToken ? 1 : 0;
        }

        return tokens;
    }

    /// <summary>The longest beginning of the text with at most so many tokens.</summary>
    public static ReadOnlySpan<char> First(ReadOnlySpan<char> text, int tokens)
    {
        var at = 0;
        while (at < text.Length)
        {
            var length = Next(text[at..], out var isToken);
            if (isToken && tokens-- == 0)
                return text[..at];
            at += length;
        }

        return text;
    }

    /// <summary>What a model reads of a text: its first tokens, so many at most, or its last.</summary>
    public static ReadOnlySpan<char> Read(ReadOnlySpan<char> text, int tokens, bool keepEnd)
        => keepEnd && CountTokens(text) is var all && all > tokens ? text[First(text, all - tokens).Length..] : First(text, tokens);

    private static int Next(ReadOnlySpan<char> text, out bool isToken)
    {
        isToken = !char.IsWhiteSpace(text[0]);
        if (!char.IsLetterOrDigit(text[0]) || text[0] >= FirstIdeograph)
            return 1;
        var length = 1;
        while (length < WordPiece && length < text.Length && char.IsLetterOrDigit(text[length]) && text[length] < FirstIdeograph)
            length++;
        return length;
    }
}
