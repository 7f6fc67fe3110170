using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RerankFunctions.Reading.Text;

internal static class Utf8Validation
{
    private const int BufferBytes = 256 * 1024;
    private const int LongestSequence = 4;

    /// <returns>The offset, from the stream's position, of the first byte that is not UTF-8; null if all of it is.</returns>
    public static async Task<long?> FirstInvalidByteAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long offset = 0;
            var kept = 0;
            while (true)
            {
                var read = await content.ReadAtLeastAsync(
                    buffer.AsMemory(kept, BufferBytes - kept), BufferBytes - kept, throwOnEndOfStream: false, cancellationToken);
                var filled = buffer.AsMemory(0, kept + read);
                var atEnd = kept + read < BufferBytes;
                var valid = ValidLength(filled.Span);
                var rest = filled.Length - valid;
                if (rest > 0 && (atEnd || rest >= LongestSequence
                    || Rune.DecodeFromUtf8(filled.Span[valid..], out _, out _) != OperationStatus.NeedMoreData))
                    return offset + valid;
                if (atEnd)
                    return null;
                filled[valid..].CopyTo(buffer);
                offset += valid;
                kept = rest;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return bytes.Length;
        // Only ever once or so in a document: where exactly it stops being valid.
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }
}
