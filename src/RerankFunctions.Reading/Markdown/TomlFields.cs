using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Markdown;

/// <summary>The fields of TOML as front matter has them: a key and its value on a line, lists over several.</summary>
internal static partial class TomlFields
{
    /// <returns>Null where the text is none.</returns>
    public static IReadOnlyList<FrontMatterField>? ParseToml(string toml)
    {
        var fields = new List<FrontMatterField>();
        foreach (var raw in toml.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or '[' && line.EndsWith(']') && !line.Contains('='))
                continue;
            if (Field().Match(line) is { Success: true } field)
                fields.Add(new FrontMatterField(
                    BlockText.OneLine(field.Groups[1].Value).Trim('"', '\''), Value(field.Groups[2].Value), !field.Groups[2].Value.StartsWith('[')));
            else if (fields.Count > 0)
                fields[^1] = fields[^1] with { Value = $"{fields[^1].Value} {Value(line)}".Trim() };
            else
                return null;
        }

        return fields;
    }

    // Strings without their quotes, lists without their brackets.
    private static string Value(string value) =>
        BlockText.OneLine(Quotes().Replace(value.Trim('[', ']', ' '), match => match.Groups[1].Value + match.Groups[2].Value));

    [GeneratedRegex("""^("[^"]*"|'[^']*'|[\w.-]+)\s*=\s*(.*)$""")]
    private static partial Regex Field();

    [GeneratedRegex("""\"{1,3}((?:[^"\\]|\\.)*)\"{1,3}|'{1,3}([^']*)'{1,3}""")]
    private static partial Regex Quotes();
}
