namespace RerankFunctions.Bench.ChunkEval;

/// <summary>The plain way to chunk, for comparison: so many characters, cut at the end of a word, the next chunk starting a little before.</summary>
internal static class FixedSize
{
    public static IEnumerable<string> Cut(string text, double size, double overlap)
    {
        for (var start = 0.0; start < text.Length; start += size - overlap)
        {
            var from = AtWord(text, (int)start);
            var to = AtWord(text, (int)(start + size));
            yield return text[from..to];
            if (to == text.Length)
                break;
        }
    }

    private static int AtWord(string text, int index)
    {
        index = Math.Min(index, text.Length);
        while (index > 0 && index < text.Length && !char.IsWhiteSpace(text[index]))
            index++;
        return index;
    }
}
