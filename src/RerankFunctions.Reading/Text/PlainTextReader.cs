using System.Runtime.CompilerServices;
using UtfUnknown;

namespace RerankFunctions.Reading.Text;

/// <summary>Text without markup, in any common encoding, of any length: it holds one paragraph at a time.</summary>
public sealed class PlainTextReader : IDocumentReader
{
    public string Name => "text";

    public int Revision => 3;

    public IReadOnlyCollection<string> Libraries { get; } = LibraryVersions.NamesOf(typeof(CharsetDetector));

    public long? IsolatedFromBytes => null;

    public IReadOnlyCollection<string> Extensions { get; } = [".txt", ".text", ".log", ".rst"];

    public IReadOnlyCollection<string> ContentTypes { get; } = ["text/plain"];

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = await TextDecoding.OpenAsync(content, notes, cancellationToken);
        var paragraph = new TextParagraph();
        await foreach (var line in TextLines.ReadAsync(text, cancellationToken))
            foreach (var block in paragraph.Add(line))
                yield return block;
        foreach (var block in paragraph.End())
            yield return block;
    }
}
