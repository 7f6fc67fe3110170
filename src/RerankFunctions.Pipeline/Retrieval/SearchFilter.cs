namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>What a candidate must be like: the one algebra that requests are parsed to and the index translates from.</summary>
/// <remarks>A field that is a list fits where one of its values does.</remarks>
internal abstract record SearchFilter
{
    private SearchFilter()
    {
    }

    /// <summary>All of these hold.</summary>
    public sealed record All(IReadOnlyList<SearchFilter> Filters) : SearchFilter;

    /// <summary>One of these holds.</summary>
    public sealed record Any(IReadOnlyList<SearchFilter> Filters) : SearchFilter;

    /// <summary>This does not hold; where a field is not there, nothing that is said of it holds.</summary>
    public sealed record Not(SearchFilter Filter) : SearchFilter;

    /// <summary>The field is exactly one of these.</summary>
    public sealed record Is(IndexedField Field, IReadOnlyList<string> Values) : SearchFilter;

    public sealed record StartsWith(IndexedField Field, string Beginning) : SearchFilter;

    public sealed record Exists(IndexedField Field) : SearchFilter;

    /// <summary>A number or a time within bounds.</summary>
    public sealed record Within<T>(IndexedField Field, Bounds<T> Bounds) : SearchFilter
        where T : struct;

    /// <summary>All of the filters, or the one there is.</summary>
    public static SearchFilter AllOf(IReadOnlyList<SearchFilter> filters) => filters is [var only] ? only : new All(filters);

    /// <summary>Any of the filters; values of one field are put together.</summary>
    public static SearchFilter AnyOf(IReadOnlyList<SearchFilter> filters)
    {
        SearchFilter[] together =
        [
            .. filters.OfType<Is>().GroupBy(filter => filter.Field).Select(same => new Is(same.Key, [.. same.SelectMany(filter => filter.Values)])),
            .. filters.Where(filter => filter is not Is),
        ];
        return together is [var only] ? only : new Any(together);
    }
}

/// <param name="From">Null for no bound.</param>
/// <param name="Above">From it, but not it itself; null for no bound.</param>
/// <param name="To">Null for no bound.</param>
/// <param name="Below">Up to it, but not it itself; null for no bound.</param>
internal sealed record Bounds<T>(T? From, T? Above, T? To, T? Below)
    where T : struct
{
    public static Bounds<T> Exactly(T value) => new(value, null, value, null);

    /// <summary>Both bounds; where both bound the same way, the other's.</summary>
    public Bounds<T> With(Bounds<T> other) => new(other.From ?? From, other.Above ?? Above, other.To ?? To, other.Below ?? Below);
}

/// <summary>A field by which the index can tell points apart; it is indexed before the first point is written.</summary>
/// <param name="Name">In the index.</param>
internal sealed record IndexedField(string Name, IndexedFieldType Type);

internal enum IndexedFieldType
{
    Keyword,

    /// <summary>A keyword whose beginning can be asked for too.</summary>
    Prefix,

    Integer,
    Number,
    Datetime,
}
