using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>A table that arranges code beside its line numbers.</summary>
internal static partial class CodeTable
{
    /// <returns>The code's lines, or null if the table is another.</returns>
    public static string? FindCode(IElement table, ContentRules rules, bool isInCode)
    {
        // Most tables are no code by their first row.
        if (!isInCode && HtmlTable.RowsOf(table).FirstOrDefault()?.Children.Length is not 2)
            return null;
        var rows = table.QuerySelectorAll("tr").Where(row => row.Closest("table") == table)
            .Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").ToArray()).ToArray();
        if (rows.Length == 0 || !isInCode && !rows.All(row => row.Length == 2 && IsNumbers(row[0]) && IsCode(row[1])))
            return null;
        var code = new StringBuilder();
        foreach (var row in rows)
        {
            foreach (var cell in row.Where(cell => !IsNumbers(cell)))
            {
                Append(code, cell, rules);
                while (code.Length > 0 && code[^1] is '\r' or '\n')
                    code.Length--;
            }

            code.Append('\n');
        }

        return code.ToString();
    }

    // Lines may end as in text, or be elements of their own. Recurses; the parser limits how deep elements nest.
    private static void Append(StringBuilder code, INode node, ContentRules rules)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
                code.Append(text.Data);
            else if (child is IElement { LocalName: "br" })
                code.Append('\n');
            else if (child is IElement element && !rules.Excludes(element))
            {
                Append(code, element, rules);
                if (element.LocalName is "div" or "p" or "li" && (code.Length == 0 || code[^1] != '\n'))
                    code.Append('\n');
            }
        }
    }

    // Their numbers may be drawn by the style sheet, from an attribute.
    private static bool IsNumbers(IElement cell)
        => Digits().IsMatch(cell.TextContent)
            && (cell.TextContent.Any(char.IsAsciiDigit) || cell.HasAttribute("data-line-number") || Gutter().IsMatch(cell.ClassName ?? ""));

    // Not a table of numbers and names in type of code.
    private static bool IsCode(IElement cell) => cell.QuerySelector("pre") is not null || CodeClass().IsMatch(cell.ClassName ?? "");

    [GeneratedRegex(@"^[\d\s]*$")]
    private static partial Regex Digits();

    [GeneratedRegex("gutter|line-?no|line-?num|blob-num|ln-num", RegexOptions.IgnoreCase)]
    private static partial Regex Gutter();

    [GeneratedRegex("code|hljs", RegexOptions.IgnoreCase)]
    private static partial Regex CodeClass();
}
