using System.Text.Json;

namespace RerankFunctions.Pipeline.Retrieval.Fields;

/// <summary>A field of texts, each compared as a whole and letter by letter.</summary>
internal record KeywordField(string Name, params IReadOnlyList<IndexedField> Indexed) : FilterableField(Name, Indexed)
{
    public override string Type => "keyword";

    public override string Expected => HasBeginnings
        ? "Give a text, a list of texts, or an object of 'prefix', 'not' and 'exists'."
        : "Give a text, a list of texts, or an object of 'not' and 'exists'.";

    public override (IndexedField Field, Func<string, string> Given)? Listed => (Itself, value => value);

    private bool HasBeginnings => Itself.Type is IndexedFieldType.Prefix;

    protected override SearchFilter? Equal(JsonElement value)
        => TextOf(value) is { Length: > 0 } text ? new SearchFilter.Is(Itself, [text]) : null;

    protected override SearchFilter? Operator(string name, JsonElement value)
        => name is "prefix" && HasBeginnings && TextOf(value) is { Length: > 0 } text ? new SearchFilter.StartsWith(Itself, text) : null;
}
