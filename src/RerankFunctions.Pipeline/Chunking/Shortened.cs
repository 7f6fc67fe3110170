namespace RerankFunctions.Pipeline.Chunking;

/// <summary>Cuts lines that are repeated with every chunk, such as titles, to what a chunk can spare for them.</summary>
internal static class Shortened
{
    private const string Ellipsis = "…";

    /// <summary>The text itself if it has at most so many tokens, else its first words and an ellipsis, within as many.</summary>
    public static string To(string text, int tokens)
    {
        if (TokenCount.Count(text) <= tokens)
            return text;

        var room = tokens - TokenCount.Count(Ellipsis);
        var end = 0;
        for (var next = NextWordEnd(text, 0); TokenCount.Count(text.AsSpan(0, next)) <= room; next = NextWordEnd(text, end))
            end = next;

        if (end == 0)
        {
            for (var next = Graphemes.LengthAt(text, 0); TokenCount.Count(text.AsSpan(0, next)) <= room; next += Graphemes.LengthAt(text, next))
                end = next;
        }

        return string.Concat(text.AsSpan(0, end), Ellipsis);
    }

    private static int NextWordEnd(string text, int index)
    {
        while (index < text.Length && char.IsWhiteSpace(text[index]))
            index++;
        while (index < text.Length && !char.IsWhiteSpace(text[index]))
            index++;
        return index;
    }
}
