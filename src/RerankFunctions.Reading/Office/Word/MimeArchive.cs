using System.Text;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Office.Word;

/// <summary>A page saved with what belongs to it (MHTML, RFC 2557), as programs that write Word files from web pages insert it.</summary>
internal static partial class MimeArchive
{
    /// <returns>The page's bytes, or null if there is none.</returns>
    public static MemoryStream? Page(Stream archive)
    {
        using var reader = new StreamReader(archive, Encoding.Latin1);
        var lines = new List<string>();
        var isBody = false;
        var isPage = false;
        var encoding = "";
        var pending = "";
        var boundaries = new HashSet<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("--", StringComparison.Ordinal)
                && boundaries.Any(boundary => line.AsSpan(2).StartsWith(boundary, StringComparison.Ordinal)))
            {
                if (isPage && lines.Count > 0)
                    break;
                (isBody, isPage, encoding, pending) = (false, false, "", "");
            }
            else if (isBody)
            {
                if (isPage)
                    lines.Add(line);
            }
            else if (line.Length == 0)
            {
                Header(pending);
                (isBody, pending) = (true, "");
            }
            else if (char.IsWhiteSpace(line[0]))
            {
                pending += line;
            }
            else
            {
                Header(pending);
                pending = line;
            }
        }

        return lines.Count == 0 ? null : new MemoryStream(Decoded(lines, encoding));

        void Header(string header)
        {
            if (header.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase) && Boundary().Match(header) is { Success: true } match)
                boundaries.Add(match.Groups[1].Value.Trim());
            if (header.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))
                isPage = header.Contains("text/html", StringComparison.OrdinalIgnoreCase)
                    && !header.Contains("multipart", StringComparison.OrdinalIgnoreCase);
            else if (header.StartsWith("Content-Transfer-Encoding:", StringComparison.OrdinalIgnoreCase))
                encoding = header[26..].Trim().ToLowerInvariant();
        }
    }

    private static byte[] Decoded(List<string> lines, string encoding) => encoding switch
    {
        "base64" => Convert.FromBase64String(string.Concat(lines)),
        "quoted-printable" => Encoding.Latin1.GetBytes(Escape().Replace(
            string.Join('\n', lines).Replace("=\n", "", StringComparison.Ordinal), match => ((char)Convert.ToByte(match.Value[1..], 16)).ToString())),
        _ => Encoding.Latin1.GetBytes(string.Join('\n', lines)),
    };

    [GeneratedRegex("""boundary\s*=\s*"?([^";]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex("=[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();
}
