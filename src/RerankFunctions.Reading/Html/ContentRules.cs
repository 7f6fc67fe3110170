using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>
/// Tells what a page says from what surrounds and operates it, by where an element stands: a note beside the text (aside) belongs to the article
/// it is in and is furniture beside it; a button is a command, unless it is a heading or opens the text below it.
/// </summary>
internal sealed class ContentRules
{
    private const double MostlyLinks = 0.5;
    private const string SectioningContent = "main, [role=main], article, section, blockquote, figure, aside, td, details, dd, li";

    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "template", "canvas", "object", "embed", "audio", "video", "input", "select", "textarea", "datalist", "head", "title",
        "meta", "link", "rp", "annotation", "annotation-xml", "frame",
    };

    private static readonly HashSet<string> NeverOnPages = new(StringComparer.OrdinalIgnoreCase) { "noscript", "nav", "svg", "dialog" };

    private static readonly HashSet<string> NeverRoles =
        new(StringComparer.OrdinalIgnoreCase) { "navigation", "search", "menu", "menubar", "dialog" };

    private readonly bool _isPage;
    private readonly HashSet<string> _opened = [];

    private ContentRules(bool isPage) => _isPage = isPage;

    /// <summary>For a text that has no furniture: HTML in Markdown or in another document.</summary>
    public static ContentRules Fragment { get; } = new(isPage: false);

    public static ContentRules ForPage(IDocument page)
    {
        var rules = new ContentRules(isPage: true);
        foreach (var opener in page.QuerySelectorAll("[aria-controls], [data-target], [data-bs-target]"))
            foreach (var attribute in (string[])["aria-controls", "data-target", "data-bs-target"])
                rules._opened.UnionWith((opener.GetAttribute(attribute) ?? "").Split(' ').Select(id => id.TrimStart('#')));
        rules._opened.Remove("");
        return rules;
    }

    /// <summary>Whether the element and all in it is left out.</summary>
    public bool Excludes(IElement element)
        => Never.Contains(element.LocalName)
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

    private static bool IsBesideText(IElement element) => !IsInSection(element) || LinkShare(element) > MostlyLinks;

    private static bool IsInSection(IElement element) => element.ParentElement?.Closest(SectioningContent) is not null;

    // More than a site's name and links.
    private static bool SaysSomething(IElement header) => header.QuerySelector("h1, h2, h3, h4, h5, h6, p") is not null;

    private static double LinkShare(IElement element)
    {
        var all = Letters(element);
        return all == 0 ? 0 : (double)element.QuerySelectorAll("a").Sum(Letters) / all;
    }

    private static int Letters(IElement element) => element.TextContent.Count(char.IsLetterOrDigit);

    // "¶" and its like, behind headings and terms.
    private static bool IsLinkToItself(IElement element)
        => element.LocalName is "a"
        && (element.ClassList.Contains("headerlink") || element.ClassList.Contains("hash-link") || element.ClassList.Contains("anchorjs-link")
            || element.TextContent.Trim() is "¶" or "🔗"
            || element.TextContent.Trim() is "#" or "§" && element.Closest("h1, h2, h3, h4, h5, h6, dt") is not null);

    // KaTeX and MathJax draw the formula for the eye and give it as MathML for the ear.
    private static bool IsFormulaAgain(IElement element)
        => element.ClassList.Contains("MathJax_Preview")
        || element.GetAttribute("aria-hidden") is "true" && element.ParentElement?.QuerySelector("math") is { } math && !element.Contains(math);

    private bool IsHidden(IElement element)
    {
        var isHidden = element.HasAttribute("hidden") || element.GetAttribute("style") is { } style && HidesByStyle(style);
        // What a control opens, or the browser's own search, is hidden only until then.
        return isHidden && !(_opened.Contains(element.Id ?? "") || element.GetAttribute("hidden") is "until-found"
            || element.GetAttribute("role") is "tabpanel");
    }

    private static bool HidesByStyle(string style)
    {
        var declarations = style.Replace(" ", "", StringComparison.Ordinal);
        return declarations.Contains("display:none", StringComparison.OrdinalIgnoreCase)
            || declarations.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }
}
