using System.Globalization;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Office.Sheets;

/// <summary>Text in which characters that XML cannot hold are written as "_x000D_" (ECMA-376 part 1, 22.9.2.19, ST_Xstring).</summary>
internal static partial class EscapedText
{
    public static string Decode(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escape().Replace(text, match => ((char)ushort.Parse(match.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToString())
        : text;

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex Escape();
}
