using System.Text.Json;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>The fields that searches can be filtered by: requests are parsed, and the collection indexed, by this one list.</summary>
internal static class FilterableFields
{
    public static readonly IndexedField Document = new("document", IndexedFieldType.Keyword);

    /// <summary>Every folder a document lies in, which makes a folder a plain match.</summary>
    public static readonly IndexedField Folders = new("folders", IndexedFieldType.Keyword);

    public static IReadOnlyList<FilterableField> All { get; } =
    [
        new("document", [Document, Folders], "Give a document's exact name ('ml/scaling.md') or a folder ('ml/*').", DocumentOrFolder),
    ];

    /// <summary><c>ml/scaling.md</c> is a document and <c>ml/*</c> everything below a folder.</summary>
    private static SearchFilter.Is? DocumentOrFolder(JsonElement value)
    {
        var pattern = TextOf(value).Replace('\\', '/'); // as Blob Storage takes it
        var isFolder = pattern.EndsWith("/*", StringComparison.Ordinal);
        var name = isFolder ? pattern[..^2] : pattern;
        return name.Length == 0 || name.Contains('*') ? null : new SearchFilter.Is(isFolder ? Folders : Document, name);
    }

    /// <summary>Empty for what is no text, or not in any encoding, such as half of a surrogate pair.</summary>
    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
