using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using RerankFunctions.Reading.Text;
using UtfUnknown;

namespace RerankFunctions.Reading.Json;

/// <summary>
/// JSON and JSON Lines, streamed: a block a record, each value with the path of its keys. Comments and trailing commas are let pass.
/// </summary>
public sealed class JsonReader : IDocumentReader
{
    private const int BufferBytes = 64 * 1024;
    private const int LongestTokenBytes = 4 << 20;

    public string Name => "json";

    public int Revision => 3;

    public IReadOnlyCollection<string> Libraries { get; } = LibraryVersions.NamesOf(typeof(CharsetDetector));

    public long? IsolatedFromBytes => null;

    public IReadOnlyCollection<string> Extensions { get; } = [".json", ".jsonl", ".ndjson"];

    public IReadOnlyCollection<string> ContentTypes { get; } =
        ["application/json", "application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/ndjson"];

    public async IAsyncEnumerable<Block> ReadAsync(
        Stream content, ReadingNotes notes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var encoding = await TextDecoding.DetectAsync(content, notes, cancellationToken);
        await using var transcoded = encoding is UTF8Encoding ? null
            : Encoding.CreateTranscodingStream(content, encoding, Encoding.UTF8, leaveOpen: true);
        var utf8 = transcoded ?? content;
        var records = new JsonRecords(notes);
        var buffer = new byte[BufferBytes];
        var kept = 0;
        bool atEnd;
        do
        {
            if (kept == buffer.Length)
                Array.Resize(ref buffer, Larger(buffer.Length));
            var read = await utf8.ReadAsync(buffer.AsMemory(kept), cancellationToken);
            atEnd = read == 0;
            var consumed = records.Add(buffer.AsSpan(0, kept + read), atEnd);
            while (records.Ended.TryDequeue(out var block))
                yield return block;
            kept = kept + read - consumed;
            buffer.AsSpan(consumed, kept).CopyTo(buffer);
        }
        while (!atEnd);
    }

    private static int Larger(int length) => length < LongestTokenBytes ? length * 2
        : throw new UnreadableDocumentException(string.Create(CultureInfo.InvariantCulture,
            $"The JSON has a single value of more than {LongestTokenBytes:N0} bytes."));
}
