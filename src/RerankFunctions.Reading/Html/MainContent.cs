using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>Tells what a page says from what surrounds it.</summary>
internal static class MainContent
{
    private static readonly HashSet<string> NeverContent = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "nav", "aside", "svg", "canvas", "iframe", "frame", "object", "embed", "audio", "video",
        "button", "input", "select", "textarea", "datalist", "label", "dialog", "menu", "head", "title", "meta", "link",
    };

    private static readonly HashSet<string> NeverContentRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog",
    };

    // A lone article is the main content unless most of the text is outside of it.
    private const double ShareOfLoneArticle = 0.5;

    /// <summary>The main element if there is one with text, else the only article if most text is in it, else the body.</summary>
    public static IElement? Of(IHtmlDocument page)
    {
        var main = page.QuerySelector("main, [role=main]");
        if (main is not null && HasText(main))
            return main;
        var articles = page.QuerySelectorAll("article");
        return articles.Length == 1 && articles[0].TextContent.Length > page.Body!.TextContent.Length * ShareOfLoneArticle
            ? articles[0]
            : page.Body;
    }

    /// <summary>Whether the element and all in it is left out.</summary>
    public static bool Excludes(IElement element) =>
        NeverContent.Contains(element.LocalName)
        || IsPageHeaderOrFooter(element)
        || element.GetAttribute("role") is { } role && NeverContentRoles.Contains(role)
        || IsHidden(element);

    // Those of an article or section belong to it.
    private static bool IsPageHeaderOrFooter(IElement element) =>
        element.LocalName is "footer" || element.LocalName is "header" && element.Closest("main, article, section") is null
            && element.QuerySelector("h1") is null;

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal) is var declarations
            && (declarations.Contains("display:none", StringComparison.OrdinalIgnoreCase)
                || declarations.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));

    private static bool HasText(IElement element) => !string.IsNullOrWhiteSpace(element.TextContent);
}
