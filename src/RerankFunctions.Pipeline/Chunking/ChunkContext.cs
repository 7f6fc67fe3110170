namespace RerankFunctions.Pipeline.Chunking;

/// <summary>The title and headings that are embedded above a chunk, cut to what <see cref="ChunkingOptions.ContextTokens"/> has for them.</summary>
internal static class ChunkContext
{
    /// <summary>
    /// Tokens for title and headings: the rest is for the line between them and the text, and for the model's marks at start and end.
    /// </summary>
    private const int Room = ChunkingOptions.ContextTokens - 3;

    /// <summary>The most tokens of the title, and of one heading. A longer heading is cut here, so it also has to stand as text.</summary>
    public const int LineTokens = (Room - 1) / 2;

    private const string Left = "…";

    public static string? Title(string? text) => text is null ? null : Shortened.To(text, LineTokens);

    /// <summary>The headings as one line. Where there is not room for all, those just above the text stay.</summary>
    public static string? Heading(HeadingPath path, string? title)
    {
        if (path.Depth == 0)
            return null;

        string[] headings = [.. path.Below(path.Root).Select(heading => Shortened.To(heading.Text, LineTokens))];
        var line = string.Join(Chunk.HeadingSeparator, headings);
        var left = 0;
        while (left < headings.Length - 1 && TokenCount.Count(new Chunk(0, "", title, line, null).Context) > Room)
            line = string.Join(Chunk.HeadingSeparator, headings[++left..].Prepend(Left));
        return TokenCount.Count(new Chunk(0, "", title, line, null).Context) > Room ? headings[^1] : line;
    }
}
