using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Storage;
using RerankFunctions.Emulators.Qdrant.Text;

namespace RerankFunctions.Emulators.Qdrant.Filters;

/// <summary>
/// Conditions on words, which a text index answers of a field's whole text, all elements of an array together (qdrant v1.19.0,
/// lib/segment/src/index/field_index/full_text_index).
/// </summary>
internal static class TextFilter
{
    /// <summary>Null if the index does not answer the condition: then each string is searched for the text as it is.</summary>
    public static Func<IReadOnlyList<string>, bool>? Compile(Match match, PayloadIndex? index)
    {
        if (index?.Type != PayloadSchemaType.Text)
            return null;
        var parameters = index.Parameters?.TextIndexParams;
        switch (match.MatchValueCase)
        {
            case Match.MatchValueOneofCase.Text:
                var all = Words(match.Text, parameters).ToHashSet(StringComparer.Ordinal);
                return texts => all.Count > 0 && all.IsSubsetOf(texts.SelectMany(text => Words(text, parameters)));
            case Match.MatchValueOneofCase.TextAny:
                var any = Words(match.TextAny, parameters).ToHashSet(StringComparer.Ordinal);
                return texts => any.Overlaps(texts.SelectMany(text => Words(text, parameters)));
            case Match.MatchValueOneofCase.Phrase when parameters is { HasPhraseMatching: true, PhraseMatching: true }:
                var phrase = Words(match.Phrase, parameters).ToArray();
                return texts => phrase.Length > 0 && texts.Any(text => Holds(Words(text, parameters).ToArray(), phrase));
            default:
                return null;
        }
    }

    private static IEnumerable<string> Words(string text, TextIndexParams? parameters)
    {
        var lower = parameters is not { HasLowercase: true, Lowercase: false };
        var shortest = parameters is { HasMinTokenLen: true } ? parameters.MinTokenLen : 0;
        var longest = parameters is { HasMaxTokenLen: true } ? parameters.MaxTokenLen : ulong.MaxValue;
        return WordTokens.SplitWords(text).Select(word => lower ? word.ToLowerInvariant() : word)
            .Where(word => (ulong)word.EnumerateRunes().Count() is var length && length >= shortest && length <= longest);
    }

    private static bool Holds(ReadOnlySpan<string> words, ReadOnlySpan<string> phrase)
    {
        for (var at = 0; at + phrase.Length <= words.Length; at++)
        {
            if (words.Slice(at, phrase.Length).SequenceEqual(phrase))
                return true;
        }
        return false;
    }
}
