using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>A table that arranges code beside its line numbers.</summary>
internal static partial class CodeTable
{
    /// <returns>The code's lines, or null if the table is another.</returns>
    public static string? FindCode(IElement table, bool isInCode)
    {
        var rows = table.QuerySelectorAll("tr").Where(row => row.Closest("table") == table)
            .Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").ToArray()).ToArray();
        if (rows.Length == 0 || !isInCode && !rows.All(row => row.Length == 2 && IsNumbers(row[0]) && IsCode(row[1])))
            return null;
        var code = new StringBuilder();
        foreach (var row in rows)
        {
            foreach (var cell in row.Where(cell => !IsNumbers(cell)))
                code.Append(cell.TextContent.TrimEnd('\r', '\n'));
            code.Append('\n');
        }

        return code.ToString();
    }

    // Their numbers may be drawn by the style sheet, from an attribute.
    private static bool IsNumbers(IElement cell)
        => Digits().IsMatch(cell.TextContent)
            && (cell.TextContent.Any(char.IsAsciiDigit) || cell.HasAttribute("data-line-number") || Gutter().IsMatch(cell.ClassName ?? ""));

    private static bool IsCode(IElement cell) => cell.QuerySelector("pre, code") is not null || CodeClass().IsMatch(cell.ClassName ?? "");

    [GeneratedRegex(@"^[\d\s]*$")]
    private static partial Regex Digits();

    [GeneratedRegex("gutter|line-?no|line-?num|blob-num|ln-num", RegexOptions.IgnoreCase)]
    private static partial Regex Gutter();

    [GeneratedRegex("code|hljs", RegexOptions.IgnoreCase)]
    private static partial Regex CodeClass();
}
