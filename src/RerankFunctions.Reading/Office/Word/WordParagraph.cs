namespace RerankFunctions.Reading.Office.Word;

/// <summary>A paragraph while it is read.</summary>
internal sealed class WordParagraph
{
    public RaisedText Text { get; } = new();

    public FormulaText Formula => field ??= new FormulaText(Text);

    public string? StyleId { get; set; }

    /// <summary>The numbering set on the paragraph itself, "0" for none; null where its style decides.</summary>
    public string? NumberId { get; set; }

    public int? NumberLevel { get; set; }

    public int? OutlineLevel { get; set; }

    /// <summary>Its mark was deleted: the next paragraph goes on in the same line.</summary>
    public bool IsJoined { get; set; }

    public bool HasHiddenText { get; set; }

    /// <summary>Ids of the foot- and endnotes that it refers to.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>How words in it are read, from above or beside them.</summary>
    public List<string> Readings { get; } = [];

    /// <summary>What it holds beside its text: diagrams, charts.</summary>
    public List<Block> Objects { get; } = [];

    public IEnumerable<Block> Blocks(WordStyles styles, WordNumbering numbering, bool isFirst)
    {
        var style = styles.OfParagraph(StyleId);
        var written = Text.ToString();
        if (Readings.Count > 0)
            written += $" ({string.Join("; ", Readings)})";
        var level = OutlineLevel is { } own ? own < 9 ? Math.Min(own + 1, 6) : 0 : style.Level;
        var numberId = NumberId ?? style.NumberId;
        var isNumbered = numberId is not (null or "0");
        var isBlank = string.IsNullOrWhiteSpace(written);
        var number = isNumbered && !(isBlank && HasHiddenText)
            ? numbering.Next(numberId!, NumberLevel ?? (NumberId is null ? null : 0), StyleId, style.NumberLevel) : "";
        if (isBlank)
            return Objects;
        var kind = style.IsTitle ? isFirst ? BlockKind.Title : BlockKind.Heading
            : level > 0 ? BlockKind.Heading
            : style.IsCode ? BlockKind.Code
            : NumberId is not null ? isNumbered ? BlockKind.ListItem : BlockKind.Paragraph
            : style.IsList ? BlockKind.ListItem
            : BlockKind.Paragraph;
        var text = kind switch
        {
            BlockKind.Code => BlockText.Clean(written).TrimEnd(),
            BlockKind.Title or BlockKind.Heading => number + BlockText.OneLine(written),
            _ => number + BlockText.Lines(written),
        };
        return [.. BlockText.Pieces(text)
            .Select(piece => new Block(kind, piece) { Level = kind == BlockKind.Heading ? Math.Max(level, 1) : 0 }), .. Objects];
    }
}
