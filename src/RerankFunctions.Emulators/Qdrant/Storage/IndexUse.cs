using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Storage;

/// <summary>What a condition needs of an index (qdrant v1.19.0, lib/collection/src/problems/unindexed_field.rs).</summary>
internal enum IndexUse
{
    Integer,
    IntegerRange,
    Keyword,
    KeywordPrefix,
    FloatRange,
    Text,
    TextPhrase,
    Bool,
    Uuid,
    DatetimeRange,
    Geo,
}

internal static class IndexUses
{
    /// <summary>Any of these serves the condition; none means that it needs no index.</summary>
    public static IReadOnlyList<IndexUse> FindUses(FieldCondition field)
    {
        var uses = new List<IndexUse>();
        if (field.Match is { } match)
            uses.AddRange(FindUses(match));
        // A condition has one range: numbers go first, as where Qdrant reads it.
        if (field.Range is not null)
            uses.AddRange([IndexUse.FloatRange, IndexUse.IntegerRange]);
        else if (field.DatetimeRange is not null)
            uses.Add(IndexUse.DatetimeRange);
        if (field.ValuesCount is not null || field.HasIsEmpty || field.HasIsNull)
            uses.AddRange(Enum.GetValues<IndexUse>());
        return uses;
    }

    /// <summary>The index types that have this use, as messages name them.</summary>
    public static string SchemaName(this IndexUse use) => use switch
    {
        IndexUse.Integer or IndexUse.IntegerRange => "integer",
        IndexUse.Keyword => "keyword",
        IndexUse.KeywordPrefix => "keyword (with prefix: true)",
        IndexUse.TextPhrase => "text (with phrase_matching: true)",
        IndexUse.FloatRange => "float",
        IndexUse.Text => "text",
        IndexUse.Bool => "bool",
        IndexUse.Uuid => "uuid",
        IndexUse.DatetimeRange => "datetime",
        _ => "geo",
    };

    private static IndexUse[] FindUses(Match match) => match.MatchValueCase switch
    {
        Match.MatchValueOneofCase.Keyword => OfKeyword(match.Keyword),
        Match.MatchValueOneofCase.Keywords => OfKeywords(match.Keywords),
        Match.MatchValueOneofCase.ExceptKeywords => OfKeywords(match.ExceptKeywords),
        Match.MatchValueOneofCase.Integer => [IndexUse.Integer],
        Match.MatchValueOneofCase.Integers => OfIntegers(match.Integers),
        Match.MatchValueOneofCase.ExceptIntegers => OfIntegers(match.ExceptIntegers),
        Match.MatchValueOneofCase.Boolean => [IndexUse.Bool],
        Match.MatchValueOneofCase.Text or Match.MatchValueOneofCase.TextAny => [IndexUse.Text],
        Match.MatchValueOneofCase.Phrase => [IndexUse.TextPhrase],
        Match.MatchValueOneofCase.Prefix => [IndexUse.KeywordPrefix],
        _ => [],
    };

    private static IndexUse[] OfKeyword(string keyword)
        => Guid.TryParse(keyword, out _) ? [IndexUse.Uuid, IndexUse.Keyword] : [IndexUse.Keyword];

    private static IndexUse[] OfKeywords(RepeatedStrings keywords)
        => keywords.Strings.Select(OfKeyword).OrderBy(uses => uses.Length).FirstOrDefault([]);

    private static IndexUse[] OfIntegers(RepeatedIntegers integers)
        => integers.Integers.Count == 0 ? [] : [IndexUse.Integer];
}
