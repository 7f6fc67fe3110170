using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace RerankFunctions.Reading.Markdown;

/// <summary>
/// Tells HTML in Markdown from words in angle brackets: "List&lt;T&gt;" and "&lt;your-name&gt;" look like tags to a parser, and are text to
/// their author.
/// </summary>
internal static partial class HtmlTags
{
    private static readonly HashSet<string> Elements = new(
        ("a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite "
        + "code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset "
        + "h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav "
        + "nobr noframes noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp script search section select "
        + "slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul "
        + "var video wbr").Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>The tags below an inline that are HTML: of known elements, and of others that are closed (components).</summary>
    public static IReadOnlySet<HtmlInline> FindTags(ContainerInline inline)
    {
        var tags = inline.Descendants<HtmlInline>().ToArray();
        var closed = tags.Where(tag => tag.Tag.StartsWith("</", StringComparison.Ordinal)).Select(tag => NameOf(tag.Tag))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return tags.Where(tag => IsComment(tag.Tag) || !Comparison().IsMatch(tag.Tag) && (Elements.Contains(NameOf(tag.Tag))
            || closed.Contains(NameOf(tag.Tag)) || tag.Tag.EndsWith("/>", StringComparison.Ordinal))).ToHashSet();
    }

    /// <summary>Comments, declarations and processing instructions.</summary>
    public static bool IsComment(string tag) => tag.StartsWith("<!", StringComparison.Ordinal) || tag.StartsWith("<?", StringComparison.Ordinal);

    /// <summary>A block of HTML with the brackets of what is none escaped.</summary>
    public static string WithoutPlaceholders(string html)
    {
        var closed = Closing().Matches(html).Select(tag => tag.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Opening().Replace(html, tag =>
            !Comparison().IsMatch(tag.Value) && (Elements.Contains(tag.Groups[1].Value) || closed.Contains(tag.Groups[1].Value)
                || tag.Value.EndsWith("/>", StringComparison.Ordinal))
                ? tag.Value
                : $"&lt;{tag.Value[1..]}");
    }

    private static string NameOf(string tag) => Name().Match(tag).Groups[1].Value;

    // "a<b and c>d": of an element's attributes without values, none is called so.
    [GeneratedRegex(@"^<[A-Za-z]\w*\s+(?:and|or|but|is|if|the|then|to|of|und|oder|et|ou|y|o|&&|\|\|)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Comparison();

    [GeneratedRegex("^</?([A-Za-z][A-Za-z0-9-]*)")]
    private static partial Regex Name();

    [GeneratedRegex("<([A-Za-z][A-Za-z0-9-]*)[^<>]*>")]
    private static partial Regex Opening();

    [GeneratedRegex("</([A-Za-z][A-Za-z0-9-]*)")]
    private static partial Regex Closing();
}
