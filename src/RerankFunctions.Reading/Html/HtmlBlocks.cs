using System.Collections;
using System.Text;
using AngleSharp.Dom;

namespace RerankFunctions.Reading.Html;

/// <summary>The blocks below a node, in document order. Walks with a stack of its own, so that no nesting overflows the thread's.</summary>
internal sealed class HtmlBlocks(INode root) : IEnumerable<Block>
{
    private sealed class Frame(INode node, BlockKind kind, int level, bool isBlock)
    {
        public INode Node { get; } = node;
        public BlockKind Kind { get; } = kind;
        public int Level { get; } = level;
        public bool IsBlock { get; } = isBlock;
        public int Next { get; set; }
    }

    private static readonly HashSet<string> BlockElements = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    public IEnumerator<Block> GetEnumerator()
    {
        var text = new StringBuilder();
        var frames = new Stack<Frame>();
        frames.Push(new Frame(root, BlockKind.Paragraph, 0, isBlock: true));
        while (frames.TryPeek(out var frame))
        {
            if (frame.Next == frame.Node.ChildNodes.Length)
            {
                frames.Pop();
                if (frame.IsBlock)
                    foreach (var block in Ended(text, frame))
                        yield return block;
                continue;
            }

            var child = frame.Node.ChildNodes[frame.Next++];
            if (child is IText { Data: var data })
                AppendText(text, data, frame.Kind);
            else if (child is IElement element && !MainContent.Excludes(element))
            {
                if (element.LocalName is "br")
                {
                    if (frame.Kind != BlockKind.Code && EndsWithLineBreak(text))
                        foreach (var block in Ended(text, frame))
                            yield return block;
                    else
                        text.Append('\n');
                }
                else if (element.LocalName is "img")
                    text.Append(' ').Append(element.GetAttribute("alt")).Append(' ');
                else
                {
                    var isBlock = BlockElements.Contains(element.LocalName);
                    if (isBlock)
                        foreach (var block in Ended(text, frame))
                            yield return block;
                    if (element.LocalName is "table" && HtmlTable.Of(element) is { } table)
                        foreach (var row in table.Blocks())
                            yield return row;
                    else
                        frames.Push(FrameOf(element, frame, isBlock));
                }
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Frame FrameOf(IElement element, Frame parent, bool isBlock) => element.LocalName switch
    {
        ['h', >= '1' and <= '6' and var level] => new Frame(element, BlockKind.Heading, level - '0', isBlock),
        "li" or "dt" or "dd" => new Frame(element, BlockKind.ListItem, 0, isBlock),
        "pre" => new Frame(element, BlockKind.Code, 0, isBlock),
        "td" or "th" => new Frame(element, BlockKind.Paragraph, 0, isBlock),
        _ => new Frame(element, parent.Kind, parent.Level, isBlock),
    };

    // White space in the source means nothing outside of code; line feeds that are left come from <br>.
    private static void AppendText(StringBuilder text, string data, BlockKind kind)
    {
        if (kind == BlockKind.Code)
            text.Append(data);
        else
            foreach (var c in data)
                text.Append(char.IsWhiteSpace(c) ? ' ' : c);
    }

    private static bool EndsWithLineBreak(StringBuilder text)
    {
        var at = text.Length - 1;
        while (at >= 0 && text[at] == ' ')
            at--;
        return at >= 0 && text[at] == '\n';
    }

    private static Block[] Ended(StringBuilder text, Frame frame)
    {
        if (text.Length == 0)
            return [];
        var raw = text.ToString();
        text.Clear();
        var clean = frame.Kind switch
        {
            BlockKind.Code => CodeText.Of(raw),
            BlockKind.Heading => BlockText.OneLine(raw),
            _ => BlockText.Lines(raw),
        };
        return [.. BlockText.Pieces(clean).Select(piece => new Block(frame.Kind, piece) { Level = frame.Level })];
    }
}
