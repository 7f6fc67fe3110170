using System.Text;

namespace RerankFunctions.Bench.Ingest;

/// <summary>Documents of made-up prose.</summary>
internal static class GeneratedText
{
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
}
