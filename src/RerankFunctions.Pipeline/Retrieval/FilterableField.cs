using System.Text.Json;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>
/// A field that requests may filter by. Given are a value, a list of which one must fit, or an object of operators that must all hold;
/// every field knows <c>not</c> and <c>exists</c>.
/// </summary>
/// <param name="Name">As requests name it.</param>
/// <param name="Indexed">The index's fields that its filters compare; the first is the field itself.</param>
internal abstract record FilterableField(string Name, params IReadOnlyList<IndexedField> Indexed)
{
    /// <summary>As users know it: keyword, number or datetime.</summary>
    public abstract string Type { get; }

    /// <summary>For callers: what to give.</summary>
    public abstract string Expected { get; }

    /// <summary>The index's field whose values can be listed, with how to give one in a filter; null where there are too many to.</summary>
    public virtual (IndexedField Field, Func<string, string> Given)? Listed => null;

    protected IndexedField Itself => Indexed[0];

    /// <summary>Makes the filter of what is given; null where it is none.</summary>
    public SearchFilter? Parse(JsonElement given) => given.ValueKind switch
    {
        JsonValueKind.Array => Whole(given.EnumerateArray().Select(Equal), SearchFilter.AnyOf),
        JsonValueKind.Object => Whole(given.EnumerateObject().Select(Operator), Together),
        _ => Equal(given),
    };

    /// <summary>The field is this value; null where it cannot be.</summary>
    protected abstract SearchFilter? Equal(JsonElement value);

    /// <summary>An operator of the field's own; null where there is none of the name, or the value is none.</summary>
    protected virtual SearchFilter? Operator(string name, JsonElement value) => null;

    /// <summary>All that an object's operators say.</summary>
    protected virtual SearchFilter Together(IReadOnlyList<SearchFilter> operators) => SearchFilter.AllOf(operators);

    /// <summary>Empty for what is no text, or not in any encoding, such as half of a surrogate pair.</summary>
    protected static string TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => "",
            };
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private SearchFilter? Operator(JsonProperty given) => given.Name switch
    {
        "not" => Parse(given.Value) is { } filter ? new SearchFilter.Not(filter) : null,
        "exists" when given.Value.ValueKind is JsonValueKind.True => new SearchFilter.Exists(Itself),
        "exists" when given.Value.ValueKind is JsonValueKind.False => new SearchFilter.Not(new SearchFilter.Exists(Itself)),
        _ => Operator(given.Name, given.Value),
    };

    private static SearchFilter? Whole(IEnumerable<SearchFilter?> parsed, Func<IReadOnlyList<SearchFilter>, SearchFilter> together)
        => parsed.ToList() is { Count: > 0 } filters && !filters.Contains(null) ? together(filters!) : null;
}
