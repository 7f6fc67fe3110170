using System.Text.Json;

namespace RerankFunctions.Pipeline.Retrieval.Fields;

/// <summary>A document by its name (<c>ml/scaling.md</c>), or all below a folder (<c>ml/*</c>).</summary>
internal sealed record DocumentField() : KeywordField("document", Document, Folders)
{
    public static readonly IndexedField Document = new("document", IndexedFieldType.Prefix);

    /// <summary>Every folder a document lies in, which makes a folder a plain match.</summary>
    public static readonly IndexedField Folders = new("folders", IndexedFieldType.Keyword);

    public override string Expected
        => "Give a document's exact name ('ml/scaling.md'), a folder ('ml/*'), a list of these, or an object of 'prefix', 'not' and 'exists'.";

    /// <summary>Folders: names are each document's own.</summary>
    public override (IndexedField Field, Func<string, string> Given)? Listed => (Folders, folder => $"{folder}/*");

    protected override SearchFilter? Equal(JsonElement value)
    {
        var pattern = TextOf(value).Replace('\\', '/'); // as Blob Storage takes it
        var isFolder = pattern.EndsWith("/*", StringComparison.Ordinal);
        var name = isFolder ? pattern[..^2] : pattern;
        return name.Length == 0 || name.Contains('*') ? null : new SearchFilter.Is(isFolder ? Folders : Document, [name]);
    }
}
