namespace RerankFunctions.Testing;

/// <summary>Markdown of which the chunks are known: each section is one.</summary>
public static class SectionedDocument
{
    /// <param name="content">What tells this content from another.</param>
    public static string Create(string content, int sections = 1)
        => string.Concat(Enumerable.Range(1, sections).Select(section => $"# Part {section} of {content}\n\n{Text(content, section)}\n\n"));

    /// <summary>The texts of the chunks, in order.</summary>
    public static IEnumerable<string> Texts(string content, int sections = 1)
        => Enumerable.Range(1, sections).Select(section => Text(content, section));

    /// <summary>One passage by itself: too long for the chunker to join it to its neighbour, too short to be cut.</summary>
    private static string Text(string content, int section)
        => $"{content} of section {section}: " + string.Join(' ', Enumerable.Repeat("plain words that fill the passage", 20)) + ".";
}
