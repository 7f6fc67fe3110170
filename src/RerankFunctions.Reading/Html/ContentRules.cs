using System.Buffers;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>
/// Tells what a page says from what surrounds and operates it, by where an element stands: a note beside the text (aside) belongs to the article
/// it is in and is furniture beside it; a button is a command, unless it is a heading or opens the text below it.
/// </summary>
internal sealed partial class ContentRules
{
    /// <summary>Of a menu's letters, fewer are no links.</summary>
    public const double MostlyLinks = 0.5;

    private const int FewestWords = 5;
    private const string SectioningContent = "main, [role=main], article, section, blockquote, figure, aside, td, details, dd, li";

    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "template", "canvas", "object", "embed", "audio", "video", "input", "select", "textarea", "datalist", "head", "title",
        "meta", "link", "rp", "annotation", "annotation-xml", "frame",
    };

    private static readonly HashSet<string> NeverOnPages = new(StringComparer.OrdinalIgnoreCase) { "noscript", "nav", "svg", "dialog" };

    private static readonly HashSet<string> NeverRoles =
        new(StringComparer.OrdinalIgnoreCase) { "navigation", "search", "menu", "menubar", "dialog" };

    private static readonly SearchValues<string> Hiding = SearchValues.Create(["none", "hidden"], StringComparison.OrdinalIgnoreCase);

    private readonly bool _isPage;

    // Ids of what controls open, looked for when something is hidden.
    private readonly Lazy<HashSet<string>>? _opened;

    private ContentRules(IDocument? page)
    {
        _isPage = page is not null;
        _opened = page is null ? null : new Lazy<HashSet<string>>(() => Opened(page));
    }

    /// <summary>For a text that has no furniture: HTML in Markdown or in another document.</summary>
    public static ContentRules Fragment { get; } = new(page: null);

    public static ContentRules ForPage(IDocument page) => new(page);

    private static HashSet<string> Opened(IDocument page)
    {
        var opened = new HashSet<string>();
        foreach (var opener in page.QuerySelectorAll("[aria-controls], [data-target], [data-bs-target]"))
            foreach (var attribute in (string[])["aria-controls", "data-target", "data-bs-target"])
                opened.UnionWith((opener.GetAttribute(attribute) ?? "").Split(' ').Select(id => id.TrimStart('#')));
        return opened;
    }

    /// <summary>Whether the element and all in it is left out.</summary>
    public bool Excludes(IElement element)
        => Never.Contains(element.LocalName) && !IsFormulaSource(element)
        || IsLineNumber(element)
        || IsHidden(element)
        || IsLinkToItself(element)
        || IsFormulaAgain(element)
        || _isPage && IsFurniture(element);

    private static bool IsFurniture(IElement element)
    {
        if (NeverOnPages.Contains(element.LocalName))
            return true;
        var role = element.GetAttribute("role")?.Trim().ToLowerInvariant() ?? "";
        return NeverRoles.Contains(role) || element.LocalName switch
        {
            "aside" => IsBesideText(element),
            "header" => !IsInSection(element) && !SaysSomething(element),
            "footer" => !IsInSection(element) || element.Closest("blockquote") is null && LinkShare(element) > MostlyLinks,
            "menu" => element.QuerySelectorAll("button").Length > 0 || LinkShare(element) > MostlyLinks,
            "button" => !ControlText.IsContent(element),
            "label" => !ControlText.IsLabelContent(element),
            _ => role switch
            {
                "complementary" => IsBesideText(element),
                "banner" => !IsInSection(element) && !SaysSomething(element),
                "contentinfo" => !IsInSection(element),
                _ => false,
            },
        };
    }

    private static bool IsBesideText(IElement element)
        => !IsInSection(element) && !IsNote(element) || LinkShare(element) > MostlyLinks;

    // It says so itself: a warning, a footnote behind a chapter's text.
    private static bool IsNote(IElement element)
        => element.GetAttribute("role") is { } role && (role is "note" || role.StartsWith("doc-", StringComparison.Ordinal))
            || NoteName().IsMatch($"{element.GetAttribute("epub:type")} {element.ClassName}");

    private static bool IsInSection(IElement element) => element.ParentElement?.Closest(SectioningContent) is not null;

    // More than a site's name and links.
    private static bool SaysSomething(IElement header) => header.QuerySelector("h1, h2, h3, h4, h5, h6, p") is not null
        || header.Descendants<IText>().Where(text => text.ParentElement?.Closest("a, nav, button, form, script, style") is null)
            .Sum(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length) >= FewestWords;

    /// <summary>Of its letters, the share that are in links.</summary>
    public static double LinkShare(IElement element)
    {
        var all = Letters(element);
        return all == 0 ? 0 : (double)element.QuerySelectorAll("a").Sum(Letters) / all;
    }

    private static int Letters(IElement element) => element.TextContent.Count(char.IsLetterOrDigit);

    // "¶" and its like, behind headings and terms.
    private static bool IsLinkToItself(IElement element)
    {
        var isLink = element.LocalName is "a";
        if (!isLink && !(element.LocalName is "span" && element.ChildNodes.Length == 1 && element.FirstChild is IText))
            return false;
        if (isLink && element.ClassName is { } name && SelfLinkClass().IsMatch(name))
            return true;
        return element.TextContent.AsSpan().Trim() switch
        {
            "¶" => isLink || IsInHeading(element),
            "🔗" => isLink,
            "#" or "§" => isLink && IsInHeading(element),
            _ => false,
        };
    }

    private static bool IsInHeading(IElement element) => element.Closest("h1, h2, h3, h4, h5, h6, dt") is not null;

    // KaTeX and MathJax draw the formula for the eye and give it as MathML for the ear; MathJax 2 keeps its source beside what it draws.
    private static bool IsFormulaAgain(IElement element)
        => element.ClassName is { } name && name.Contains("MathJax", StringComparison.Ordinal) && (element.ClassList.Contains("MathJax_Preview")
            || element.ClassList.Any(name => name.StartsWith("MathJax", StringComparison.Ordinal))
                && element.ParentElement?.Children.Any(IsFormulaSource) is true)
        || element.GetAttribute("aria-hidden") is "true" && element.ParentElement?.QuerySelector("math") is { } math && !element.Contains(math);

    /// <summary>A formula in TeX, as pages for MathJax 2 have it.</summary>
    public static bool IsFormulaSource(IElement element)
        => element.LocalName is "script" && (element.GetAttribute("type") ?? "").StartsWith("math/tex", StringComparison.OrdinalIgnoreCase);

    // The numbers of lines of code, drawn beside each.
    private static bool IsLineNumber(IElement element)
        => element.ClassName is { } name && LineNumberClass().IsMatch(name) && element.LocalName is "span" or "a" or "i" or "code"
            && element.Closest("pre, code") is not null && element.TextContent.All(c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c));

    private bool IsHidden(IElement element)
        // What a control opens, or the browser's own search, is hidden only until then; a formula is, for the picture of it beside it.
        => IsMarkedHidden(element) && !(element.Id is { Length: > 0 } id && _opened?.Value.Contains(id) is true
            || element.GetAttribute("hidden") is "until-found"
            || element.GetAttribute("role") is "tabpanel" || element.LocalName is "span" && element.QuerySelector("math") is not null
            || _isPage && ControlText.IsOpened(element) && LinkShare(element) <= MostlyLinks);

    /// <summary>Whether an element is not shown, as its attributes have it.</summary>
    public static bool IsMarkedHidden(IElement element)
        => element.HasAttribute("hidden") || element.GetAttribute("style") is { } style && HidesByStyle(style);

    private static bool HidesByStyle(string style)
    {
        // Most say nothing of it, and pages made by programs have a style for every word.
        if (!style.AsSpan().ContainsAny(Hiding))
            return false;
        var declarations = style.Replace(" ", "", StringComparison.Ordinal);
        return declarations.Contains("display:none", StringComparison.OrdinalIgnoreCase)
            || declarations.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(
        @"(^|[\s_-])(notes?|footnotes?|endnotes?|rearnotes?|warning|caution|important|danger|tip|hint|callout|admonition|alert)([\s_-]|$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex NoteName();

    [GeneratedRegex(@"(^|\s)(ln|lnt|linenos?|line-?numbers?|hljs-ln-numbers|react-syntax-highlighter-line-number)(\s|$)", RegexOptions.IgnoreCase)]
    private static partial Regex LineNumberClass();

    [GeneratedRegex(@"(^|\s)(headerlink|hash-link|anchorjs-link)(\s|$)")]
    private static partial Regex SelfLinkClass();
}
