namespace RerankFunctions.Reading;

/// <summary>What a piece of a document is, which decides how it may be cut and joined.</summary>
public enum BlockKind
{
    /// <summary>The document's title, where its format has one apart from its text. Comes first if at all.</summary>
    Title,

    /// <summary>A heading of <see cref="Block.Level"/> 1 (highest) to 6; what follows belongs to it.</summary>
    Heading,

    Paragraph,

    ListItem,

    /// <summary>Lines that belong together and keep their white space.</summary>
    Code,

    /// <summary>One row of a table or one record; <see cref="Block.TableHeader"/> is repeated in every chunk that holds rows.</summary>
    TableRow,

    /// <summary>What follows is a section without a heading: it belongs to no heading before it. Has no text.</summary>
    SectionBreak,
}

/// <summary>A piece of a document in reading order: what every reader produces and the chunker consumes.</summary>
/// <param name="Text">
/// Plain text, not empty or blank (but for a break between sections); line feeds only where they mean something (code, poems, lines of a
/// list item).
/// </param>
public sealed record Block(BlockKind Kind, string Text)
{
    public static readonly Block SectionBreak = new(BlockKind.SectionBreak, "");

    /// <summary>1 to 6 for a heading, 0 for anything else.</summary>
    public int Level { get; init; }

    /// <summary>The page it starts on, from 1, in formats that have pages (or slides, or sheets).</summary>
    public int? Page { get; init; }

    /// <summary>For rows of a table: the line that names its columns.</summary>
    public string? TableHeader { get; init; }
}
