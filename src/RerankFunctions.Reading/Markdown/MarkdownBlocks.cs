using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using RerankFunctions.Reading.Html;

namespace RerankFunctions.Reading.Markdown;

/// <summary>The blocks of a parsed document. Recurses; the parser refuses what is nested deeper than 128 or so.</summary>
internal sealed partial class MarkdownBlocks
{
    private readonly List<Block> _blocks = [];

    private MarkdownBlocks()
    {
    }

    public static IReadOnlyList<Block> ReadMarkdown(MarkdownDocument document)
    {
        var blocks = new MarkdownBlocks();
        blocks.AddAll(document, BlockKind.Paragraph);
        foreach (var note in LoneFootnotes.FindLone(document))
            blocks.AddAll(note, BlockKind.Paragraph);
        return blocks._blocks;
    }

    private void AddAll(ContainerBlock container, BlockKind kind)
    {
        for (var at = 0; at < container.Count; at++)
        {
            if (container[at] is HtmlBlock)
            {
                var (html, count) = HtmlRun.At(container, at);
                AddHtml(html, kind);
                at += count - 1;
            }
            else
                Add(container[at], kind);
        }
    }

    // Kind is what a paragraph here is: a list item inside of lists.
    private void Add(Markdig.Syntax.Block node, BlockKind kind)
    {
        switch (node)
        {
            case LinkReferenceDefinitionGroup:
                break;
            case HeadingBlock heading:
                AddText(BlockKind.Heading, Attributes()
                    .Replace(BlockText.OneLine(InlineText.WriteInline(heading.Inline)), ""), Math.Clamp(heading.Level, 1, 6));
                break;
            case ParagraphBlock paragraph:
                AddText(kind, BlockText.Lines(InlineText.WriteInline(paragraph.Inline)));
                break;
            case CodeBlock code:
                AddText(BlockKind.Code, CodeText.CleanCode(code.Lines.ToString()));
                break;
            case Table table:
                AddTable(table);
                break;
            case Markdig.Syntax.ListBlock list:
                AddAll(list, BlockKind.ListItem);
                break;
            case ContainerBlock container:
                AddAll(container, kind);
                break;
            case LeafBlock { Inline: not null } leaf:
                AddText(leaf is Markdig.Extensions.DefinitionLists.DefinitionTerm ? BlockKind.ListItem : kind,
                    BlockText.Lines(InlineText.WriteInline(leaf.Inline)));
                break;
        }
    }

    private void AddText(BlockKind kind, string text, int level = 0)
    {
        foreach (var piece in BlockText.Pieces(text))
            _blocks.Add(new Block(kind, piece) { Level = level });
    }

    private void AddHtml(string html, BlockKind kind)
    {
        using var fragment = HtmlReader.Parse(html);
        if (fragment.Body is { } body)
            foreach (var block in new HtmlBlocks(body, ContentRules.Fragment))
                _blocks.Add(block.Kind == BlockKind.Paragraph ? block with { Kind = kind } : block);
    }

    private void AddTable(Table table)
    {
        string? header = null;
        foreach (var row in table.OfType<TableRow>())
        {
            var cells = row.OfType<TableCell>().Select(CellText).ToArray();
            if (row.IsHeader && header is null)
                header = TableText.Row(cells, keepEmpty: true) is { Length: > 0 } names ? names : null;
            else if (TableText.Row(cells, keepEmpty: header is not null) is { Length: > 0 } text)
                foreach (var piece in BlockText.Pieces(text))
                    _blocks.Add(new Block(BlockKind.TableRow, piece) { TableHeader = header });
        }
    }

    private static string CellText(TableCell cell)
        => BlockText.OneLine(string.Join(
            ' ', cell.Descendants<LeafBlock>().Select(leaf => leaf.Inline is null ? leaf.Lines.ToString() : InlineText.WriteInline(leaf.Inline))));

    // An id or classes behind a heading: "{#install}", "{: .no_toc}".
    [GeneratedRegex(@"\s*\{:?\s*(?:[#.][\w:.-]+|[\w-]+=(?:""[^""]*""|[^\s}]*))(?:\s+(?:[#.][\w:.-]+|[\w-]+=(?:""[^""]*""|[^\s}]*)))*\s*\}$")]
    private static partial Regex Attributes();
}
