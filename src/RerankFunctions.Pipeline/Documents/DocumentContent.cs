using System.Security.Cryptography;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>
/// A document's bytes in a temporary file, with their hash: the hash is part of every point's id, so it must be known before the first
/// chunk, and a file keeps a large document out of memory.
/// </summary>
internal sealed class DocumentContent : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    /// <param name="stream">Seekable, at its start; disposed of with this.</param>
    /// <param name="hash">Of its bytes.</param>
    internal DocumentContent(Stream stream, string hash) => (Stream, Hash) = (stream, hash);

    public Stream Stream { get; }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash { get; }

    /// <summary>Downloads the bytes, hashing them on the way.</summary>
    public static async Task<DocumentContent> DownloadAsync(Stream source, CancellationToken cancellationToken)
    {
        var file = TemporaryFile.Create();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[BufferSize];
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await file.FlushAsync(cancellationToken);
            file.Position = 0;
            return new DocumentContent(file, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
