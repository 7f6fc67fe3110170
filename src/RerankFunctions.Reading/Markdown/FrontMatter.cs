using System.Text.RegularExpressions;
using RerankFunctions.Reading.Tabular;

namespace RerankFunctions.Reading.Markdown;

/// <summary>
/// The fields that a document may begin with: YAML between lines of "---", TOML between lines of "+++". Only what is a list of fields is taken for
/// it; any other text between thematic breaks is the document's own.
/// </summary>
/// <param name="Length">Characters of the source that it takes, its marks included.</param>
/// <param name="Title">The field of that name.</param>
/// <param name="Record">The other fields as a record: "tags: a, b; author: Ann". Empty if there are none.</param>
/// <param name="Others">These.</param>
internal sealed partial record FrontMatter(int Length, string? Title, string Record, IReadOnlyList<FrontMatterField> Others)
{
    private const int Longest = 64 * 1024;

    /// <returns>Null if the document does not begin with fields.</returns>
    public static FrontMatter? ParseFrontMatter(string source)
    {
        var start = source.StartsWith('\uFEFF') ? 1 : 0;
        var match = Marked().Match(source, start, Math.Min(source.Length - start, Longest));
        if (!match.Success)
            return null;
        var text = match.Groups["fields"].Value;
        var fields = match.Groups["toml"].Success ? TomlFields.ParseToml(text) : YamlFields.ParseYaml(text);
        if (fields is null)
            return null;
        var title = fields.FirstOrDefault(field => field.Name.Equals("title", StringComparison.OrdinalIgnoreCase) && field.IsText);
        var others = fields.Where(field => field != title && field.Value.Length > 0).ToArray();
        return new FrontMatter(
            match.Index + match.Length, title?.Value is { Length: > 0 } text1 ? text1 : null,
            RecordText.WriteRecord([.. others.Select(field => field.Name)], [.. others.Select(field => field.Value)]), others);
    }

    [GeneratedRegex(@"\G(?:---[ \t]*\r?\n(?<fields>(?:[^\r\n]*\r?\n)*?)(?:---|\.\.\.)|(?<toml>\+\+\+)[ \t]*\r?\n(?<fields>(?:[^\r\n]*\r?\n)*?)\+\+\+)[ \t]*(?:\r?\n|\z)")]
    private static partial Regex Marked();
}

/// <param name="Value">On one line; the parts of a list with commas between them.</param>
/// <param name="IsText">A single value, rather than a list or fields of its own.</param>
internal sealed record FrontMatterField(string Name, string Value, bool IsText)
{
    /// <summary>The value, or those of a list; none of what has fields of its own.</summary>
    public IReadOnlyList<string> Values { get; init; } = IsText && Value.Length > 0 ? [Value] : [];
}
