using Qdrant.Client.Grpc;

namespace RerankFunctions.Emulators.Qdrant.Filters;

/// <summary>
/// Whether a payload value equals, is among, or is none of given values, or is a string that begins with or contains a text. Types never
/// convert: 3 is not "3" nor 3.0.
/// </summary>
internal static class MatchFilter
{
    public static Func<Value, bool> Compile(Match match)
    {
        switch (match.MatchValueCase)
        {
            case Match.MatchValueOneofCase.Keyword:
                return value => value.HasStringValue && value.StringValue == match.Keyword;
            case Match.MatchValueOneofCase.Integer:
                return value => value.HasIntegerValue && value.IntegerValue == match.Integer;
            case Match.MatchValueOneofCase.Boolean:
                return value => value.HasBoolValue && value.BoolValue == match.Boolean;
            case Match.MatchValueOneofCase.Keywords:
                var keywords = match.Keywords.Strings.ToHashSet(StringComparer.Ordinal);
                return value => value.HasStringValue && keywords.Contains(value.StringValue);
            case Match.MatchValueOneofCase.Integers:
                var integers = match.Integers.Integers.ToHashSet();
                return value => value.HasIntegerValue && integers.Contains(value.IntegerValue);
            case Match.MatchValueOneofCase.Prefix:
                return value => value.HasStringValue && value.StringValue.StartsWith(match.Prefix, StringComparison.Ordinal);
            case Match.MatchValueOneofCase.Text:
                return Contains(match.Text);
            case Match.MatchValueOneofCase.Phrase:
                return Contains(match.Phrase);
            case Match.MatchValueOneofCase.TextAny:
                var texts = match.TextAny.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Contains).ToArray();
                return value => Array.Exists(texts, contains => contains(value));
            case Match.MatchValueOneofCase.ExceptKeywords:
                var otherKeywords = match.ExceptKeywords.Strings.ToHashSet(StringComparer.Ordinal);
                return value => !IsNull(value) && !(value.HasStringValue && otherKeywords.Contains(value.StringValue));
            case Match.MatchValueOneofCase.ExceptIntegers:
                var otherIntegers = match.ExceptIntegers.Integers.ToHashSet();
                return value => !IsNull(value) && !(value.HasIntegerValue && otherIntegers.Contains(value.IntegerValue));
            default:
                throw Refusal.Invalid("Malformed Match condition");
        }
    }

    private static Func<Value, bool> Contains(string text)
        => value => value.HasStringValue && value.StringValue.Contains(text, StringComparison.Ordinal);

    private static bool IsNull(Value value) => value.KindCase == Value.KindOneofCase.NullValue;
}
