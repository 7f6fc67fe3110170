using System.Buffers;
using System.Collections;
using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>The blocks below a node, in document order. Walks with a stack of its own, so that no nesting overflows the thread's.</summary>
internal sealed class HtmlBlocks(INode root, ContentRules rules, ReadingNotes? notes = null) : IEnumerable<Block>
{
    private const int DeepestInnerPage = 3;

    private sealed class Frame(INode node, BlockKind kind, int level, bool isBlock)
    {
        public INode Node { get; } = node;
        public BlockKind Kind { get; } = kind;
        public int Level { get; } = level;
        public bool IsBlock { get; } = isBlock;
        public string Closing { get; init; } = "";
        public int InnerPages { get; init; }
        public int Next { get; set; }
    }

    private static readonly HashSet<string> BlockElements = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
        "iframe", "legend", "li", "main", "menu", "nav", "noframes", "ol", "optgroup", "p", "pre", "search", "section", "summary", "table", "tbody",
        "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private static readonly SearchValues<string> Raising = SearchValues.Create(["super"], StringComparison.OrdinalIgnoreCase);

    private readonly RaisedText _text = new();
    private bool _endsWithLineBreak;

    public IEnumerator<Block> GetEnumerator()
    {
        var frames = new Stack<Frame>();
        frames.Push(new Frame(root, BlockKind.Paragraph, 0, isBlock: true));
        while (frames.TryPeek(out var frame))
        {
            if (frame.Next == frame.Node.ChildNodes.Length)
            {
                frames.Pop();
                Append(frame.Closing);
                if (frame.IsBlock)
                    foreach (var block in Ended(frame))
                        yield return block;
                continue;
            }

            var child = frame.Node.ChildNodes[frame.Next++];
            if (child is IText { Data: var data })
                AppendText(data, frame.Kind);
            else if (child is IElement element && !rules.Excludes(element) && !AppendInline(element, frame))
            {
                if (IsBlock(element, frame) || element.LocalName is "br" && frame.Kind != BlockKind.Code && _endsWithLineBreak)
                    foreach (var block in Ended(frame))
                        yield return block;
                else if (element.LocalName is "br")
                {
                    _text.Append('\n');
                    _endsWithLineBreak = true;
                }

                if (element.LocalName is "table" && CodeTable.FindCode(element, rules, isInCode: frame.Kind == BlockKind.Code) is { } code)
                {
                    Append(code);
                    foreach (var block in Ended(new Frame(element, BlockKind.Code, 0, isBlock: true)))
                        yield return block;
                }
                else if (element.LocalName is "table" && HtmlTable.ReadTable(element, rules) is { } table)
                    foreach (var row in table.Blocks())
                        yield return row;
                else if (Inner(element, frame) is { } inner)
                    frames.Push(inner);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Elements whose text is not that of their children, one after the other.
    private bool AppendInline(IElement element, Frame frame)
    {
        switch (element.LocalName)
        {
            case "img":
                Append($" {element.GetAttribute("alt")} ");
                return true;
            case "math":
                Append(MathText.WriteFormula(element));
                return true;
            case "script":
                Append($" {element.TextContent} ");
                return true;
            case "sup" or "span" or "font" or "a" when frame.Kind != BlockKind.Code && IsRaised(element):
                var isNote = element.QuerySelector("a[href^='#'], [role=doc-noteref]") is not null || element.Closest("a[href^='#']") is not null;
                _text.AppendRaised(new HtmlTexts(element, rules).OneLine, isNote);
                return true;
            default:
                return false;
        }
    }

    private static bool IsRaised(IElement element) => element.LocalName is "sup"
        || element.ClassName is { } name && name.Contains("superscript", StringComparison.Ordinal)
        || element.GetAttribute("style") is { } style && style.AsSpan().ContainsAny(Raising)
            && style.Replace(" ", "", StringComparison.Ordinal).Contains("vertical-align:super", StringComparison.OrdinalIgnoreCase);

    private static bool IsBlock(IElement element, Frame frame)
        => BlockElements.Contains(element.LocalName) && !(element.LocalName is "button" && frame.Kind == BlockKind.Heading)
        || element.LocalName is "label" && frame.Kind != BlockKind.Heading;

    // What to walk next for an element: itself, or the page within it.
    private Frame? Inner(IElement element, Frame parent)
    {
        var page = element.LocalName is "noframes" ? element.TextContent : element.LocalName is "iframe" ? element.GetAttribute("srcdoc") : null;
        if (page is not null && parent.InnerPages < DeepestInnerPage)
            return HtmlReader.Parse(page).Body is { } body
                ? new Frame(body, BlockKind.Paragraph, 0, isBlock: true) { InnerPages = parent.InnerPages + 1 }
                : null;
        if (element.LocalName is "iframe" or "noframes")
        {
            notes?.Count("1 embedded page (iframe) is not read", "{0:N0} embedded pages (iframe) are not read");
            return null;
        }

        var isBlock = IsBlock(element, parent);
        if (element.LocalName is "rt" or "rtc")
            Append("(");
        return element.LocalName switch
        {
            ['h', >= '1' and <= '6' and var level] => new Frame(element, BlockKind.Heading, level - '0', isBlock),
            "li" or "dt" or "dd" => new Frame(element, BlockKind.ListItem, 0, isBlock),
            "pre" => new Frame(element, BlockKind.Code, 0, isBlock),
            "td" or "th" => new Frame(element, BlockKind.Paragraph, 0, isBlock),
            "rt" or "rtc" => new Frame(element, parent.Kind, parent.Level, isBlock) { Closing = ")" },
            _ => new Frame(element, parent.Kind, parent.Level, isBlock) { InnerPages = parent.InnerPages },
        };
    }

    // White space in the source means nothing outside of code; line feeds that are left come from <br>.
    private void AppendText(string data, BlockKind kind) => Append(kind == BlockKind.Code ? data : string.Create(data.Length, data, (text, source) =>
    {
        for (var at = 0; at < text.Length; at++)
            text[at] = source[at] is '\n' or '\r' ? BlockText.SoftBreak : char.IsWhiteSpace(source[at]) ? ' ' : source[at];
    }));

    private void Append(string text)
    {
        _text.Append(text);
        _endsWithLineBreak &= string.IsNullOrWhiteSpace(text);
    }

    private Block[] Ended(Frame frame)
    {
        if (_text.Length == 0)
            return [];
        var raw = _text.ToString();
        _text.Clear();
        _endsWithLineBreak = false;
        var clean = frame.Kind switch
        {
            BlockKind.Code => CodeText.CleanCode(raw),
            BlockKind.Heading => BlockText.OneLine(raw),
            _ => BlockText.Lines(raw),
        };
        return [.. BlockText.Pieces(clean).Select(piece => new Block(frame.Kind, piece) { Level = frame.Level })];
    }
}
