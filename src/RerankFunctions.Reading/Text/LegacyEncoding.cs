using System.Text;
using UtfUnknown;

namespace RerankFunctions.Reading.Text;

/// <summary>Encodings from before Unicode, by name or by the statistics of their bytes (UTF.Unknown, a port of Mozilla's detector).</summary>
internal static class LegacyEncoding
{
    private const float Confident = 0.4f;
    private const int WesternEuropean = 1252;

    // Documents that call themselves one of the left are nearly always in the right one, which holds all of the left
    // (https://encoding.spec.whatwg.org/#names-and-labels).
    private static readonly Dictionary<int, int> Superset = new()
    {
        [20127] = WesternEuropean,
        [28591] = WesternEuropean,
        [28599] = 1254,
        [20932] = 51932,
        [51949] = 949,
        [936] = 54936,
        [51936] = 54936,
        [20936] = 54936,
        [28601] = 874,
    };

    static LegacyEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>The encoding of that name, or null if it is null or unknown, or is a Unicode one (which the bytes have then contradicted).</returns>
    public static Encoding? Named(string? name)
    {
        try
        {
            return name is null || name.StartsWith("utf", StringComparison.OrdinalIgnoreCase) ? null : Widened(Encoding.GetEncoding(name));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <param name="sample">Bytes that are not valid UTF-8, with a sequence cut through at either end at most.</param>
    public static Encoding Detect(byte[] sample)
    {
        var detected = CharsetDetector.DetectFromBytes(sample).Detected;
        if (detected is { Encoding: { } encoding } && detected.Confidence >= Confident && !IsUnicode(encoding))
            return Widened(encoding);
        return EastAsianBytes.Detect(sample) ?? Encoding.GetEncoding(WesternEuropean);
    }

    private static Encoding Widened(Encoding encoding) => Encoding.GetEncoding(Superset.GetValueOrDefault(encoding.CodePage, encoding.CodePage));

    private static bool IsUnicode(Encoding encoding) => encoding is UTF8Encoding or UnicodeEncoding or UTF32Encoding;
}
