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
                fields.Add(FieldOf(BlockText.OneLine(field.Groups[1].Value).Trim('"', '\''), field.Groups[2].Value));
            else if (fields.Count > 0)
                fields[^1] = fields[^1] with
                {
                    Value = $"{fields[^1].Value} {Value(line)}".Trim(),
                    Values = [.. fields[^1].Values, .. Items(line)],
                };
            else
                return null;
        }

        return fields;
    }

    private static FrontMatterField FieldOf(string name, string value) => value.StartsWith('[')
        ? new FrontMatterField(name, Value(value), IsText: false) { Values = [.. Items(value)] }
        : new FrontMatterField(name, Value(value), IsText: true);

    private static IEnumerable<string> Items(string list)
        => list.Trim('[', ']', ' ').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Value);

    // Strings without their quotes, lists without their brackets.
    private static string Value(string value)
        => BlockText.OneLine(Quotes().Replace(value.Trim('[', ']', ' '), match => match.Groups[1].Value + match.Groups[2].Value));

    [GeneratedRegex("""^("[^"]*"|'[^']*'|[\w.-]+)\s*=\s*(.*)$""")]
    private static partial Regex Field();

    [GeneratedRegex("""\"{1,3}((?:[^"\\]|\\.)*)\"{1,3}|'{1,3}([^']*)'{1,3}""")]
    private static partial Regex Quotes();
}
