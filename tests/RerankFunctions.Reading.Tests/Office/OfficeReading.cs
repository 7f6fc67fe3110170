using Microsoft.Extensions.Options;
using RerankFunctions.Reading.Office;

namespace RerankFunctions.Reading.Tests.Office;

/// <summary>Reads Office files in this process, which takes a hundredth of starting one for each.</summary>
internal static class OfficeReading
{
    public static (List<Block> Blocks, IReadOnlyList<string> Notes) Read(string name, byte[] content)
    {
        var options = Options.Create(new ReadingOptions());
        IDocumentReader reader = Path.GetExtension(name) switch
        {
            ".docx" => new WordReader(options),
            ".pptx" => new PresentationReader(options),
            _ => new WorkbookReader(options),
        };
        var notes = new ReadingNotes();
        using var stream = new MemoryStream(content);
        return ([.. reader.ReadAsync(stream, notes, CancellationToken.None).ToBlockingEnumerable()], notes.All);
    }

    /// <summary>Every word in reading order, those of a table's header where its first row is.</summary>
    public static IEnumerable<string> Words(IEnumerable<Block> blocks)
    {
        string? header = null;
        foreach (var block in blocks)
        {
            var text = block.TableHeader is not null && block.TableHeader != header ? $"{block.TableHeader} {block.Text}" : block.Text;
            header = block.TableHeader;
            foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word != "|"))
                yield return word;
        }
    }
}
