using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>Finds the part of a page that is its content.</summary>
internal static class MainContent
{
    // A lone article is the main content unless more than this beside it is text (rather than links).
    private const double ShareBesideArticle = 0.1;

    /// <summary>The main element if there is one with text, else the only article if hardly any text is outside of it, else the body.</summary>
    public static IElement? FindMain(IHtmlDocument page, ContentRules rules)
    {
        var mains = page.QuerySelectorAll("main, [role=main]").Where(main => !string.IsNullOrWhiteSpace(main.TextContent)).Take(2).ToArray();
        if (mains is [var main])
            return main;
        var articles = page.QuerySelectorAll("article");
        return mains.Length == 0 && articles is [var article] && TextBeside(article, rules) < article.TextContent.Length * ShareBesideArticle
            ? article
            : page.Body;
    }

    // Characters that are neither links nor furniture, in the elements beside the article and beside those it is in.
    private static int TextBeside(IElement article, ContentRules rules)
    {
        var characters = 0;
        for (var inner = article; inner.ParentElement is { LocalName: not "html" } outer; inner = outer)
            foreach (var node in outer.ChildNodes)
                characters += node switch
                {
                    IText text => text.Data.Count(char.IsLetterOrDigit),
                    IElement beside when beside != inner && !rules.Excludes(beside) =>
                        Letters(beside) - beside.QuerySelectorAll("a, nav, script, style, form").Sum(Letters),
                    _ => 0,
                };
        return characters;
    }

    private static int Letters(IElement element) => element.TextContent.Count(char.IsLetterOrDigit);
}
