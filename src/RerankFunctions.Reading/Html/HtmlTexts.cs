using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>The text of an element that stands within a line or a cell.</summary>
internal readonly struct HtmlTexts(IElement element, ContentRules rules)
{
    // Most cells hold one text and nothing else.
    public string OneLine
        => element.ChildNodes.Length == 1 && element.FirstChild is IText { Data: var data } && !data.AsSpan().ContainsAny('\n', '\r')
            ? BlockText.OneLine(data)
            : BlockText.OneLine(string.Join(' ', new HtmlBlocks(element, rules).Select(block => block.Text)));
}
