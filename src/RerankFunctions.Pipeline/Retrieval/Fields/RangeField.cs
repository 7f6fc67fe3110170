using System.Globalization;
using System.Text.Json;

namespace RerankFunctions.Pipeline.Retrieval.Fields;

/// <summary>A field of what has an order.</summary>
internal abstract record RangeField<T>(string Name, IndexedField Field) : FilterableField(Name, Field)
    where T : struct
{
    /// <summary>Null for what is none.</summary>
    protected abstract T? ValueOf(JsonElement value);

    protected override SearchFilter? Equal(JsonElement value) => Bounded(value, Bounds<T>.Exactly);

    protected override SearchFilter? Operator(string name, JsonElement value) => name switch
    {
        "gte" => Bounded(value, bound => new Bounds<T>(bound, null, null, null)),
        "gt" => Bounded(value, bound => new Bounds<T>(null, bound, null, null)),
        "lte" => Bounded(value, bound => new Bounds<T>(null, null, bound, null)),
        "lt" => Bounded(value, bound => new Bounds<T>(null, null, null, bound)),
        _ => null,
    };

    /// <summary>One value must keep all bounds.</summary>
    protected override SearchFilter Together(IReadOnlyList<SearchFilter> operators)
    {
        var bounds = operators.OfType<SearchFilter.Within<T>>().Select(within => within.Bounds).ToList();
        SearchFilter[] within = bounds.Count == 0 ? [] : [new SearchFilter.Within<T>(Itself, bounds.Aggregate((one, other) => one.With(other)))];
        return SearchFilter.AllOf([.. operators.Where(filter => filter is not SearchFilter.Within<T>), .. within]);
    }

    private SearchFilter.Within<T>? Bounded(JsonElement value, Func<T, Bounds<T>> bounds)
        => ValueOf(value) is { } bound ? new SearchFilter.Within<T>(Itself, bounds(bound)) : null;
}

internal sealed record NumberField(string Name, IndexedField Field) : RangeField<double>(Name, Field)
{
    public override string Type => "number";

    public override string Expected => "Give a number, a list of numbers, or an object of 'gt', 'gte', 'lt', 'lte', 'not' and 'exists'.";

    /// <summary>As texts parse, which is how metadata comes; null for what is no finite number.</summary>
    public static double? Parse(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A text too, since parameters are texts.</summary>
    protected override double? ValueOf(JsonElement value)
        => value.ValueKind is JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble() : Parse(TextOf(value));
}

internal sealed record DatetimeField(string Name, IndexedField Field) : RangeField<DateTimeOffset>(Name, Field)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public override string Type => "datetime";

    public override string Expected
        => "Give a time (RFC 3339, '2026-01-31T08:00:00Z', or a date for its first moment in UTC), a list of times, or an object of 'gt', 'gte', 'lt', "
        + "'lte', 'not' and 'exists'.";

    protected override DateTimeOffset? ValueOf(JsonElement value)
        => DateTimeOffset.TryParseExact(
            TextOf(value), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
