using System.Text;

namespace RerankFunctions.Pipeline.Cohere;

/// <summary>
/// Beginning and end of a query that is longer than a model reads: a question stands at either end of what is pasted with it, a stack trace, say.
/// What a text has of tokens only Cohere knows, so less of it is kept at each refusal, down to what fits in any case: a token a byte.
/// </summary>
internal static class QueryEnds
{
    private const string Gap = " … ";

    /// <summary>Of English prose and code; other text has less to a token.</summary>
    private const int CharactersPerToken = 3;

    /// <summary>The model's own, at the beginning and the end of each text.</summary>
    private const int MarkTokens = 2;

    /// <summary>What may be asked instead, the longest first.</summary>
    public static IEnumerable<string> Shorten(string query, int maxTokens)
    {
        for (var characters = Math.Min(query.Length * 3 / 4, maxTokens * CharactersPerToken); characters > 0; characters = characters * 2 / 3)
        {
            var ends = Kept(query, characters);
            yield return ends;
            if (Encoding.UTF8.GetByteCount(ends) <= maxTokens - MarkTokens)
                yield break;
        }
    }

    /// <summary>Whether it has more bytes than the model reads tokens: no other can be too long for it.</summary>
    public static bool CanBeTooLong(string query, int maxTokens) => Encoding.UTF8.GetByteCount(query) > maxTokens - MarkTokens;

    private static string Kept(string query, int characters)
    {
        var (head, tail) = ((characters + 1) / 2, query.Length - (characters / 2));
        // No half of a surrogate pair.
        if (char.IsLowSurrogate(query[head]))
            head--;
        if (tail < query.Length && char.IsLowSurrogate(query[tail]))
            tail++;
        return string.Concat(query.AsSpan(0, head).TrimEnd(), Gap, query.AsSpan(tail).TrimStart());
    }
}
