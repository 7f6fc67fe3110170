using System.Globalization;
using FastBertTokenizer;
using RerankFunctions.Unicode;

namespace RerankFunctions.Emulators.Arctic;

/// <summary>BERT's word pieces, without letter case and accents, between [CLS] and [SEP].</summary>
internal sealed class ArcticTokenizer
{
    private const int Frame = 2;

    private readonly BertTokenizer _tokenizer = new();
    private readonly Lock _lock = new(); // one encodes at a time: the tokenizer answers in memory that it uses again

    public ArcticTokenizer(string vocabulary)
    {
        using var lines = new StringReader(vocabulary);
        _tokenizer.LoadVocabulary(lines, convertInputToLowercase: true);
    }

    /// <summary>The ids of a text's tokens, so many at most with the two around them: its first, or its last.</summary>
    public long[] Encode(string text, int maxTokens, bool keepEnd)
    {
        var plain = WithoutAccents(text);
        lock (_lock)
        {
            var ids = _tokenizer.Encode(plain, keepEnd ? plain.Length + Frame : maxTokens, null).InputIds.Span;
            return ids.Length <= maxTokens ? ids.ToArray() : [ids[0], .. ids[^(maxTokens - 1)..]];
        }
    }

    // The tokenizer does so too, by string.Normalize, which does nothing in a process without ICU: "café" would be an unknown word.
    private static string WithoutAccents(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        var apart = CanonicalForm.Decompose(text);
        return string.Concat(apart.EnumerateRunes().Where(rune => System.Text.Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark));
    }
}
