using System.Text;

namespace RerankFunctions.Bench.Ingest;

/// <summary>Made-up prose: words of two to four syllables, rare and frequent ones. The same on every machine.</summary>
internal static class GeneratedText
{
    private const int Vocabulary = 5_000;
    private const int WordsPerSentence = 14;

    private static readonly string[] Syllables = "ba co di fe gu la me ni po ru sa te vi no ra den lor min pet sal".Split(' ');

    /// <summary>Markdown with so many sections, each a chunk.</summary>
    public static async Task SectionsAsync(Stream stream, int sections)
    {
        var prose = new Prose();
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        for (var section = 1; section <= sections; section++)
            await writer.WriteAsync($"# Section {section}\n\n{prose.Paragraph(sentences: 6)}\n\n");
    }

    /// <summary>Plain paragraphs, at least so many bytes.</summary>
    public static async Task ParagraphsAsync(Stream stream, long bytes)
    {
        var prose = new Prose();
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        for (long written = 0; written < bytes;)
        {
            var paragraph = prose.Paragraph(sentences: 8) + "\n\n";
            await writer.WriteAsync(paragraph);
            written += paragraph.Length;
        }
    }

    private sealed class Prose
    {
#pragma warning disable CA5394 // Repeatable is what it must be.
        private readonly Random _random = new(1);
        private readonly string[] _words;

        public Prose() => _words = [.. Enumerable.Range(0, Vocabulary).Select(
            _ => string.Concat(Enumerable.Range(0, _random.Next(2, 5)).Select(_ => Syllables[_random.Next(Syllables.Length)])))];

        public string Paragraph(int sentences) => string.Join(' ', Enumerable.Range(0, sentences).Select(_ => Sentence()));

        // The square makes some words frequent.
        private string Sentence() => string.Join(' ', Enumerable.Range(0, WordsPerSentence).Select(
            _ => _words[(int)(Math.Pow(_random.NextDouble(), 2) * Vocabulary)])) + ".";
#pragma warning restore CA5394
    }
}
