namespace RerankFunctions.Pipeline.Chunking;

/// <summary>A heading with those above it: where in the document a text stands. The root stands for the text before any heading.</summary>
internal sealed class HeadingPath
{
    private HeadingPath(HeadingPath? parent, string text, int level, int? page)
    {
        Parent = parent;
        Text = text;
        Level = level;
        Page = page;
        Depth = parent is null ? 0 : parent.Depth + 1;
        Root = parent is null ? this : parent.Root;
        Tokens = TokenCount.Count(text);
    }

    public static HeadingPath CreateRoot() => new(null, "", 0, null);

    public HeadingPath? Parent { get; }

    /// <summary>The place above all headings.</summary>
    public HeadingPath Root { get; }

    public string Text { get; }

    public int Level { get; }

    public int? Page { get; }

    /// <summary>How many headings it has, itself included.</summary>
    public int Depth { get; }

    /// <summary>Tokens of this heading alone.</summary>
    public int Tokens { get; }

    /// <summary>Whether a text or a lower heading has come under it. A heading with neither has to stand as text itself.</summary>
    public bool HasContent { get; set; }

    /// <summary>The place under a heading that follows: below the nearest one of a higher rank.</summary>
    public HeadingPath Next(string text, int level, int? page)
    {
        var parent = this;
        while (parent.Parent is not null && parent.Level >= level)
            parent = parent.Parent;
        parent.HasContent = true;
        return new HeadingPath(parent, text, level, page);
    }

    public bool Contains(HeadingPath other) => CommonWith(other) == this;

    /// <summary>The deepest place that both stand under.</summary>
    public HeadingPath CommonWith(HeadingPath other)
    {
        var (a, b) = (this, other);
        while (a.Depth > b.Depth)
            a = a.Parent!;
        while (b.Depth > a.Depth)
            b = b.Parent!;
        while (a != b)
            (a, b) = (a.Parent!, b.Parent!);
        return a;
    }

    /// <summary>The headings below <paramref name="above"/>, highest first.</summary>
    public IEnumerable<HeadingPath> Below(HeadingPath above)
    {
        var headings = new Stack<HeadingPath>();
        for (var heading = this; heading != above && heading.Parent is not null; heading = heading.Parent)
            headings.Push(heading);
        return headings;
    }
}
