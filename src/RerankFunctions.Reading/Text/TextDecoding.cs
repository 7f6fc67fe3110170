using System.Text;

namespace RerankFunctions.Reading.Text;

/// <summary>
/// Opens bytes as text, whatever encoding they are in: a byte order mark decides, then the pattern of zero bytes (UTF-16 and UTF-32
/// without a mark), then whether all of it is valid UTF-8, then what the document declares, then the statistics of its bytes.
/// </summary>
internal static class TextDecoding
{
    private const int HeadBytes = 64 * 1024;

    /// <returns>A reader over the text without its byte order mark. It does not close the stream.</returns>
    /// <inheritdoc cref="DetectAsync"/>
    public static async Task<TextReader> OpenAsync(
        Stream content, CancellationToken cancellationToken, Func<byte[], string?>? declaredCharset = null) =>
        Open(content, await DetectAsync(content, cancellationToken, declaredCharset));

    public static TextReader Open(Stream content, Encoding encoding) =>
        new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);

    /// <param name="content">Seekable; read from its current position, and put back there.</param>
    /// <param name="declaredCharset">A charset that the document names itself (an HTML meta tag), if its format has such a thing.</param>
    /// <exception cref="UnreadableDocumentException">The bytes are not text.</exception>
    public static async Task<Encoding> DetectAsync(
        Stream content, CancellationToken cancellationToken, Func<byte[], string?>? declaredCharset = null)
    {
        var start = content.Position;
        var head = new byte[(int)Math.Min(HeadBytes, content.Length - start)];
        await content.ReadExactlyAsync(head, cancellationToken);
        content.Position = start;

        var encoding = ByteOrderMark(head) ?? ZeroBytePattern.Detect(head);
        if (encoding is null)
        {
            BinaryContent.ThrowIfBinary(head);
            var invalidAt = await Utf8Validation.FirstInvalidByteAsync(content, cancellationToken);
            encoding = invalidAt is null ? Encoding.UTF8
                : LegacyEncoding.Named(declaredCharset?.Invoke(head))
                ?? LegacyEncoding.Detect(await SampleAsync(content, start, invalidAt.Value, cancellationToken));
            content.Position = start;
        }

        return encoding;
    }

    // UTF-32 LE before UTF-16 LE, whose mark it starts with.
    private static Encoding? ByteOrderMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    // What gives a legacy encoding away is around its first byte that is not UTF-8, which may be far into the document.
    private static async Task<byte[]> SampleAsync(Stream content, long start, long invalidAt, CancellationToken cancellationToken)
    {
        content.Position = Math.Max(start, invalidAt - HeadBytes / 2);
        var sample = new byte[(int)Math.Min(2 * HeadBytes, content.Length - content.Position)];
        await content.ReadExactlyAsync(sample, cancellationToken);
        return sample;
    }
}
