namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>What a candidate must be like: the one algebra that requests are parsed to and the index translates from.</summary>
internal abstract record SearchFilter
{
    private SearchFilter()
    {
    }

    /// <summary>All of these hold.</summary>
    public sealed record All(IReadOnlyList<SearchFilter> Filters) : SearchFilter;

    /// <summary>The field is exactly this, or is a list that has it.</summary>
    public sealed record Is(IndexedField Field, string Value) : SearchFilter;
}

/// <summary>A field by which the index can tell points apart; it is indexed before the first point is written.</summary>
/// <param name="Name">In the index.</param>
internal sealed record IndexedField(string Name, IndexedFieldType Type);

internal enum IndexedFieldType
{
    Keyword,
    Integer,
    Datetime,
}
