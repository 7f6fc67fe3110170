using System.Text;

namespace RerankFunctions.Reading.Text;

/// <summary>
/// Opens bytes as text, whatever encoding they are in: a byte order mark decides, then the pattern of zero bytes (UTF-16 and UTF-32
/// without a mark), the escapes of seven-bit encodings, EBCDIC's letters, then whether all of it or nearly all is UTF-8, then what the document
/// declares, then the statistics of its bytes. Bytes that do not fit become U+FFFD and are told.
/// </summary>
internal static class TextDecoding
{
    private const int HeadBytes = 64 * 1024;

    // Small enough for its characters to stay out of the large objects' heap.
    private const int DecodedBytes = 16 * 1024;

    // Of a declared encoding, so much of the text may be wrong before it is not believed.
    private const int WrongOneIn = 100;

    /// <returns>A reader over the text without its byte order mark. It does not close the stream.</returns>
    /// <inheritdoc cref="DetectAsync"/>
    public static async Task<TextReader> OpenAsync(
        Stream content, ReadingNotes notes, CancellationToken cancellationToken, Func<byte[], string?>? declaredCharset = null)
        => Open(content, await DetectAsync(content, notes, cancellationToken, declaredCharset));

    public static TextReader Open(Stream content, Encoding encoding)
        => new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);

    /// <param name="content">Seekable; read from its current position, and put back there.</param>
    /// <param name="notes">Told of bytes that do not fit, and of an encoding that is a guess.</param>
    /// <param name="declaredCharset">A charset that the document names itself (an HTML meta tag), if its format has such a thing.</param>
    /// <exception cref="UnreadableDocumentException">The bytes are not text.</exception>
    public static async Task<Encoding> DetectAsync(
        Stream content, ReadingNotes notes, CancellationToken cancellationToken, Func<byte[], string?>? declaredCharset = null)
    {
        var start = content.Position;
        var head = new byte[(int)Math.Min(HeadBytes, content.Length - start)];
        await content.ReadExactlyAsync(head, cancellationToken);
        content.Position = start;
        var encoding = await DetectAsync(content, head, notes, declaredCharset, cancellationToken);
        content.Position = start;
        return encoding;
    }

    private static async Task<Encoding> DetectAsync(
        Stream content, byte[] head, ReadingNotes notes, Func<byte[], string?>? declaredCharset, CancellationToken cancellationToken)
    {
        var marked = ByteOrderMark(head);
        if ((marked ?? ZeroBytePattern.Detect(head)) is { } wide && wide is not UTF8Encoding)
            return wide;
        if (marked is null)
        {
            BinaryContent.ThrowIfNamed(head);
            if (SevenBitEncoding.Detect(head) is { } sevenBit)
                return sevenBit;
            if (Ebcdic.Detect(head) is { } ebcdic)
            {
                notes.Add("The text is in EBCDIC, read as code page 500: national letters and brackets may be wrong. Save it as UTF-8.");
                return ebcdic;
            }

            BinaryContent.ThrowIfControls(head);
        }

        var start = content.Position;
        var survey = await Utf8Survey.OfAsync(content, cancellationToken);
        var charset = declaredCharset?.Invoke(head);
        if (survey.Invalid == 0 && !(survey.IsAscii && SevenBitNamed(charset)) || marked is not null || survey.IsNearlyValid && survey.Invalid > 0
            // Who declares UTF-8 and has not one character of it has set the declaration and nothing else.
            || charset is not null && LegacyEncoding.IsUnicode(charset) && (survey.Continuations > 0 || survey.Invalid == 1))
        {
            notes.Count("1 byte was not UTF-8", "{0:N0} bytes were not UTF-8", by: survey.InvalidBytes);
            return Encoding.UTF8;
        }

        return await LegacyAsync(content, start, survey, LegacyEncoding.Named(charset), notes, cancellationToken);
    }

    private static bool SevenBitNamed(string? charset) => LegacyEncoding.Named(charset) is { CodePage: >= 50220 and <= 50229 or 52936 };

    private static async Task<Encoding> LegacyAsync(
        Stream content, long start, Utf8Survey survey, Encoding? declared, ReadingNotes notes, CancellationToken cancellationToken)
    {
        if (declared is not null)
        {
            // The encoding itself may stand in a dot of its own for what has no character.
            var strict = Encoding.GetEncoding(declared.CodePage, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback);
            var (characters, wrong) = await DecodedAsync(content, start, strict, cancellationToken);
            if (wrong <= Math.Max(1, characters / WrongOneIn))
            {
                Tell(notes, declared, (await DecodedAsync(content, start, declared, cancellationToken)).Wrong);
                return declared;
            }
        }

        var sample = await SampleAsync(content, start, survey.FirstInvalidAt ?? 0, cancellationToken);
        var detected = LegacyEncoding.Detect(sample, out var isCertain);
        if (!isCertain)
            notes.Add($"The text's encoding could not be told for certain, and was read as {detected.WebName}. If letters are wrong, save it as UTF-8.");
        Tell(notes, detected, (await DecodedAsync(content, start, detected, cancellationToken)).Wrong);
        return detected;
    }

    private static void Tell(ReadingNotes notes, Encoding encoding, long wrong)
        => notes.Count($"1 character was not {encoding.WebName}", $"{{0:N0}} characters were not {encoding.WebName}", wrong);

    /// <summary>
    /// How many characters beyond ASCII it has in that encoding, and how many do not fit: none there, or a control character of the 1960s. For what
    /// has no character, .NET's East Asian decoders give a question mark.
    /// </summary>
    private static async Task<(long Characters, long Wrong)> DecodedAsync(
        Stream content, long start, Encoding encoding, CancellationToken cancellationToken)
    {
        content.Position = start;
        var decoder = encoding.GetDecoder();
        var bytes = new byte[DecodedBytes];
        var text = new char[encoding.GetMaxCharCount(DecodedBytes)];
        long characters = 0, wrong = 0, questions = 0;
        int read;
        do
        {
            read = await content.ReadAsync(bytes, cancellationToken);
            questions -= bytes.AsSpan(0, read).Count((byte)'?');
            var decoded = text.AsSpan(0, decoder.GetChars(bytes, 0, read, text, 0, flush: read == 0));
            questions += decoded.Count('?');
            foreach (var c in decoded)
            {
                characters += c > '\u007F' ? 1 : 0;
                wrong += c is '\uFFFD' or (>= '\u0080' and <= '\u009F' and not '\u0085') ? 1 : 0;
            }
        }
        while (read > 0);

        return (characters, wrong + Math.Max(0, questions));
    }

    // UTF-32 LE before UTF-16 LE, whose mark it starts with.
    private static Encoding? ByteOrderMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        [0x84, 0x31, 0x95, 0x33, ..] => LegacyEncoding.GetSuperset(54936),
        _ => null,
    };

    // What gives a legacy encoding away is around its first byte that is not UTF-8, which may be far into the document.
    private static async Task<byte[]> SampleAsync(Stream content, long start, long invalidAt, CancellationToken cancellationToken)
    {
        content.Position = Math.Max(start, start + invalidAt - HeadBytes / 2);
        var sample = new byte[(int)Math.Min(2 * HeadBytes, content.Length - content.Position)];
        await content.ReadExactlyAsync(sample, cancellationToken);
        return sample;
    }
}
