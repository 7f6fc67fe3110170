using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace RerankFunctions.Reading.Html;

/// <summary>
/// XHTML written as HTML: there, an element that closes itself swallows the page (<c>&lt;title/&gt;</c>), and CDATA is unknown. What is not
/// well-formed goes to the HTML parser with these two mended in its source.
/// </summary>
internal static partial class XhtmlSource
{
    // Names for characters and words that a page defines itself are read, within a limit; nothing is fetched.
    private const int MostFromEntities = 1 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Parse,
        MaxCharactersFromEntities = MostFromEntities,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    private static readonly HashSet<string> VoidElements =
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ];

    /// <summary>Whether a page says that it is XHTML, whatever its name.</summary>
    public static bool IsDeclared(string page) => Declaration().IsMatch(page.AsSpan(0, Math.Min(page.Length, 4096)));

    public static string AsHtml(string page)
    {
        try
        {
            var html = new StringBuilder("<!DOCTYPE html>", page.Length + 64);
            using var xml = XmlReader.Create(new StringReader(WithoutEntities(page.TrimStart('\uFEFF', ' ', '\r', '\n', '\t'))), Settings);
            while (xml.Read())
                Append(html, xml);
            return html.ToString();
        }
        catch (XmlException)
        {
            var html = CharacterData().Replace(DocumentType().Replace(page, ""), data => WebUtility.HtmlEncode(data.Groups[1].Value));
            return Closed().Replace(html, WithEnd);
        }
    }

    /// <summary>
    /// A page that is HTML, with an end for elements that close themselves and would take all of the page behind them for their own text:
    /// a browser shows nothing of such a page.
    /// </summary>
    public static string WithoutSwallowing(string page)
    {
        var lastEnds = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return Swallowing().Replace(page, tag => LastEnd(tag.Groups[1].Value) > tag.Index ? tag.Value : WithEnd(tag));

        int LastEnd(string name) => lastEnds.TryGetValue(name, out var at) ? at
            : lastEnds[name] = page.LastIndexOf($"</{name}", StringComparison.OrdinalIgnoreCase);
    }

    private static string WithEnd(Match tag) => VoidElements.Contains(tag.Groups[1].Value.ToLowerInvariant())
        ? tag.Value : $"<{tag.Groups[1].Value}{tag.Groups[2].Value}></{tag.Groups[1].Value}>";

    private static void Append(StringBuilder html, XmlReader xml)
    {
        var name = xml.LocalName.ToLowerInvariant();
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = xml.IsEmptyElement;
                html.Append('<').Append(name);
                while (xml.MoveToNextAttribute())
                    if (xml.Prefix is not "xmlns" && xml.Name is not "xmlns")
                        html.Append(' ').Append(xml.Prefix is "epub" ? xml.Name : xml.LocalName)
                            .Append("=\"").Append(WebUtility.HtmlEncode(xml.Value)).Append('"');
                html.Append('>');
                if (isEmpty && !VoidElements.Contains(name))
                    html.Append("</").Append(name).Append('>');
                else if (!isEmpty && name is "pre" or "textarea" or "listing")
                    // The HTML parser drops the first line feed.
                    html.Append('\n');
                break;
            case XmlNodeType.EndElement when !VoidElements.Contains(name):
                html.Append("</").Append(name).Append('>');
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                html.Append(WebUtility.HtmlEncode(xml.Value));
                break;
        }
    }

    // Named characters come from the DTD, which is not read: &nbsp;. Not those of XML itself, nor in CDATA.
    private static string WithoutEntities(string page) => Entities().Replace(page, match => match.Groups[1].Value is { Length: > 0 } name
        && name is not ("amp" or "lt" or "gt" or "quot" or "apos") && WebUtility.HtmlDecode(match.Value) is { } text && text != match.Value
            ? text : match.Value);

    [GeneratedRegex(@"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&([A-Za-z][A-Za-z0-9]*);", RegexOptions.Singleline)]
    private static partial Regex Entities();

    [GeneratedRegex(@"<!DOCTYPE[^>\[]*\[.*?\]\s*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex DocumentType();

    [GeneratedRegex(@"<!\[CDATA\[(.*?)\]\]>", RegexOptions.Singleline)]
    private static partial Regex CharacterData();

    [GeneratedRegex("""<([A-Za-z][A-Za-z0-9]*)((?:\s+[^\s<>"'=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"']+))?)*)\s*/>""")]
    private static partial Regex Closed();

    [GeneratedRegex("""
        <(title|script|style|textarea|iframe|noframes|noscript|xmp)((?:\s+[^\s<>"'=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*/>
        """, RegexOptions.IgnoreCase)]
    private static partial Regex Swallowing();

    [GeneratedRegex("""^\s*<\?xml\s|<html[^>]*\sxmlns\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""", RegexOptions.IgnoreCase)]
    private static partial Regex Declaration();
}
