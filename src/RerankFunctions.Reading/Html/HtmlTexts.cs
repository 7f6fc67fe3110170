using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>The text of an element that stands within a line or a cell.</summary>
internal readonly struct HtmlTexts(IElement element, ContentRules rules)
{
    public string OneLine => BlockText.OneLine(string.Join(' ', new HtmlBlocks(element, rules).Select(block => block.Text)));
}
