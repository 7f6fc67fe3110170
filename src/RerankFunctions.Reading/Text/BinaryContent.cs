namespace RerankFunctions.Reading.Text;

/// <summary>Recognises bytes that no encoding makes text of, and says what they are where that is plain.</summary>
internal static class BinaryContent
{
    private static readonly (byte[] Signature, string What)[] Signatures =
    [
        ("%PDF-"u8.ToArray(), "a PDF document"),
        ("PK\x03\x04"u8.ToArray(), "a zip archive (or an Office document, which is one)"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an Office document of the old binary kind, or an encrypted one"),
        ([0x89, .. "PNG"u8], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ("GIF8"u8.ToArray(), "a GIF image"),
        ([0x1F, 0x8B], "a gzip archive"),
        ("\x7FELF"u8.ToArray(), "a program"),
        ("SQLite format 3\0"u8.ToArray(), "a SQLite database"),
    ];

    /// <summary>Name of what the bytes are by their first ones, or null.</summary>
    public static string? Name(ReadOnlySpan<byte> head)
    {
        foreach (var (signature, what) in Signatures)
            if (head.StartsWith(signature))
                return what;
        return null;
    }

    /// <exception cref="UnreadableDocumentException">They are something else that is known by its first bytes.</exception>
    public static void ThrowIfNamed(ReadOnlySpan<byte> head)
    {
        if (Name(head) is { } what)
            throw new UnreadableDocumentException($"The content is not text: it is {what}. Upload it under a name with the right ending.");
    }

    /// <exception cref="UnreadableDocumentException">They have more control characters than a text that a program wrote.</exception>
    public static void ThrowIfControls(ReadOnlySpan<byte> head)
    {
        var controls = 0;
        foreach (var b in head)
            controls += b < 0x20 && !IsInText(b) ? 1 : 0;
        if (controls > 1 + head.Length / 100)
            throw new UnreadableDocumentException("The content is not text: it has binary bytes that no text encoding explains.");
    }

    // Bells, white space; the backspaces of overstruck manual pages; escapes of terminals; the end that DOS gave files.
    private static bool IsInText(byte b) => b is (>= (byte)'\a' and <= (byte)'\r') or 0x1A or 0x1B;
}
