using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Ingestion;

/// <summary>
/// All chunks of a document, read and counted before the first is embedded: one that has too many costs nothing, and other documents have its
/// reader process while this one's chunks are embedded, which can take hours. Many chunks are in a temporary file, compressed.
/// </summary>
internal sealed class CountedChunks : IAsyncDisposable
{
    /// <summary>Some megabytes; few documents have more.</summary>
    private const int KeptInMemory = 1_000;

    private readonly List<Chunk> _first = [];
    private FileStream? _file;

    private CountedChunks()
    {
    }

    public int Count { get; private set; }

    /// <param name="most">Chunks that a document may have.</param>
    /// <exception cref="UnreadableDocumentException">It has more.</exception>
    public static async Task<CountedChunks> ReadAsync(IAsyncEnumerable<Chunk> chunks, int most, CancellationToken cancellationToken)
    {
        var counted = new CountedChunks();
        try
        {
            StreamWriter? rest = null;
            await foreach (var chunk in chunks)
            {
                if (++counted.Count > most)
                    throw new UnreadableDocumentException(
                        $"The document has more than {most:N0} passages ({IngestionOptions.Section}__{nameof(IngestionOptions.MaxPassages)}). "
                        + "Split it, or raise the setting.");
                if (counted.Count <= KeptInMemory)
                {
                    counted._first.Add(chunk);
                    continue;
                }

                rest ??= new StreamWriter(new GZipStream(counted._file = TemporaryFile.Create(), CompressionLevel.Fastest, leaveOpen: true));
                await rest.WriteLineAsync(JsonSerializer.Serialize(chunk, ChunkJson.Default.Chunk).AsMemory(), cancellationToken);
            }

            if (rest is not null)
                await rest.DisposeAsync();
            return counted;
        }
        catch
        {
            await counted.DisposeAsync();
            throw;
        }
    }

    /// <summary>In the document's order.</summary>
    public IAsyncEnumerable<Chunk> All => _file is null ? _first.ToAsyncEnumerable() : WithRestAsync(_file);

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async IAsyncEnumerable<Chunk> WithRestAsync(FileStream file)
    {
        foreach (var chunk in _first)
            yield return chunk;
        file.Position = 0;
        using var rest = new StreamReader(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true));
        while (await rest.ReadLineAsync() is { } line)
            yield return JsonSerializer.Deserialize(line, ChunkJson.Default.Chunk)!;
    }
}

[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Chunk))]
internal sealed partial class ChunkJson : JsonSerializerContext;
