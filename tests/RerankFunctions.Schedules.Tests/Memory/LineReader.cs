using RerankFunctions.Reading;

namespace RerankFunctions.Schedules.Tests.Memory;

/// <summary>
/// Makes a chunk of each line, at once: what explores schedules takes no asynchronous stream that waits (Coyote 1.7.11 takes the source of a
/// ValueTask for a Task).
/// </summary>
internal sealed class LineReader : IDocumentReader
{
    /// <summary>Too long for the chunker to join two of them.</summary>
    private static readonly string Filler = string.Join(' ', Enumerable.Repeat("plain words", 12));

    public string Name => "lines";

    public int Revision => 1;

    public IReadOnlyCollection<string> Libraries => [];

    public long? IsolatedFromBytes => null;

    public IReadOnlyCollection<string> Extensions => [".txt"];

    public IReadOnlyCollection<string> ContentTypes => [];

    public IAsyncEnumerable<Block> ReadAsync(Stream content, ReadingNotes notes, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(content);
        return text.ReadToEnd().Split('\n').Select(line => new Block(BlockKind.Paragraph, $"{line} {Filler}.")).ToAsyncEnumerable();
    }
}
