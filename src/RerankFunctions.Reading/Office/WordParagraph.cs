using System.Text;

namespace RerankFunctions.Reading.Office;

/// <summary>A paragraph while it is read.</summary>
internal sealed class WordParagraph
{
    public StringBuilder Text { get; } = new();

    public string? StyleId { get; set; }

    /// <summary>Set on the paragraph itself; null where its style decides.</summary>
    public bool? IsNumbered { get; set; }

    public int? OutlineLevel { get; set; }

    /// <summary>Ids of the foot- and endnotes that it refers to.</summary>
    public List<string> Notes { get; } = [];

    public IEnumerable<Block> Blocks(WordStyles styles, bool isFirst)
    {
        var style = styles[StyleId];
        var level = OutlineLevel is { } own ? own < 9 ? Math.Min(own + 1, 6) : 0 : style.Level;
        var kind = style.IsTitle ? isFirst ? BlockKind.Title : BlockKind.Heading
            : level > 0 ? BlockKind.Heading
            : style.IsCode ? BlockKind.Code
            : IsNumbered ?? style.IsList ? BlockKind.ListItem
            : BlockKind.Paragraph;
        var text = kind switch
        {
            BlockKind.Code => BlockText.Clean(Text.ToString()).TrimEnd(),
            BlockKind.Title or BlockKind.Heading => BlockText.OneLine(Text.ToString()),
            _ => BlockText.Lines(Text.ToString()),
        };
        return BlockText.Pieces(text).Select(piece => new Block(kind, piece) { Level = kind == BlockKind.Heading ? Math.Max(level, 1) : 0 });
    }
}
