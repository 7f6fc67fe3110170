using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Json;

internal static partial class JsonText
{
    private const int ShortestBinary = 256;

    /// <summary>A string or property name; halves of surrogate pairs, which JSON allows and Unicode does not, become U+FFFD.</summary>
    public static string ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    /// <summary>
    /// A string as it is shown. One of several lines (a page, a program) keeps them, with their indentation, and one blank line between
    /// paragraphs.
    /// </summary>
    public static string Shown(string value)
        => value.AsSpan().Trim().ContainsAny('\n', '\r') ? BlankLines().Replace(CodeText.CleanCode(value), "\n\n") : BlockText.OneLine(value);

    /// <summary>Whether a text is bytes in Base64 rather than words.</summary>
    public static bool IsBinary(string text)
        => text.Length >= ShortestBinary && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '-' or '_');

    // The reader has checked the escapes' form.
    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
                text.Append(raw[at]);
            else if (raw[++at] == 'u')
            {
                text.Append((char)int.Parse(raw.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 4;
            }
            else
                text.Append(raw[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' or 'f' => ' ', var c => c });
        }

        return BlockText.Clean(text.ToString());
    }

    [GeneratedRegex("\n{3,}")]
    private static partial Regex BlankLines();
}
