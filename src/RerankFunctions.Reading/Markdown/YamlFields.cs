using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RerankFunctions.Reading.Markdown;

/// <summary>The top-level fields of YAML.</summary>
internal static partial class YamlFields
{
    /// <returns>Null where the text is no mapping. YAML that is a little wrong (<c>title: Scaling: a guide</c>) is read line by line.</returns>
    public static IReadOnlyList<FrontMatterField>? ParseYaml(string yaml)
    {
        if (string.IsNullOrWhiteSpace(yaml))
            return [];
        // A comment between blank lines is a heading of Markdown.
        if (Heading().IsMatch(yaml))
            return null;
        try
        {
            return Parsed(yaml);
        }
        catch (YamlException)
        {
            return Lines(yaml);
        }
    }

    private static List<FrontMatterField>? Parsed(string yaml)
    {
        // Events, since a tree would follow aliases and recurse.
        var parser = new Parser(new StringReader(yaml));
        var fields = new List<FrontMatterField>();
        var depth = 0;
        string? name = null;
        var values = new List<string>();
        var (isText, isList) = (true, false);
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            if (depth == 0 && current is Scalar or SequenceStart or AnchorAlias)
                return null;
            if (depth == 1 && current is Scalar or AnchorAlias or MappingStart or SequenceStart or MappingEnd)
            {
                if (name is null)
                    name = current is Scalar key ? BlockText.OneLine(key.Value) : "";
                else if (current is Scalar or AnchorAlias)
                {
                    fields.Add(new FrontMatterField(name, current is Scalar { Value: var value } ? BlockText.OneLine(value) : "", IsText: true));
                    name = null;
                }
                else
                    (isText, isList) = (false, current is SequenceStart);
            }
            else if (depth > 1 && current is Scalar { Value: var value } && BlockText.OneLine(value) is { Length: > 0 } part)
                values.Add(part);
            else if (depth > 1 && current is MappingStart)
                isList = false;

            depth += current is MappingStart or SequenceStart ? 1 : current is MappingEnd or SequenceEnd ? -1 : 0;
            if (depth == 1 && !isText && current is MappingEnd or SequenceEnd)
            {
                fields.Add(new FrontMatterField(name ?? "", string.Join(", ", values), IsText: false) { Values = isList ? [.. values] : [] });
                (name, isText) = (null, true);
                values.Clear();
            }
        }

        // Comments alone are no fields: "#1042" is a paragraph.
        return fields.Count > 0 ? fields : null;
    }

    private static List<FrontMatterField>? Lines(string yaml)
    {
        var fields = new List<FrontMatterField>();
        foreach (var line in yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Field().Match(line) is { Success: true } field)
                fields.Add(new FrontMatterField(field.Groups[1].Value, BlockText.OneLine(field.Groups[2].Value).Trim('"', '\''), IsText: true));
            else if (fields.Count > 0)
                fields[^1] = fields[^1] with { Value = $"{fields[^1].Value} {BlockText.OneLine(line)}".Trim(), IsText = false, Values = [] };
            else
                return null;
        }

        return fields;
    }

    [GeneratedRegex(@"^([A-Za-z_][\w.-]*):(?:\s+(.*))?$")]
    private static partial Regex Field();

    [GeneratedRegex(@"(?:\A|\n)[ \t]*\r?\n#{1,6}\s")]
    private static partial Regex Heading();
}
