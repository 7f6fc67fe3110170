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

    /// <summary>The encoding of a code page, or the one that holds all of it.</summary>
    public static Encoding GetSuperset(int codePage) => Encoding.GetEncoding(Superset.GetValueOrDefault(codePage, codePage));

    /// <returns>The encoding of that name; null if it is null, unknown, or a Unicode one.</returns>
    public static Encoding? Named(string? name)
    {
        try
        {
            return name is null || IsUnicode(name) ? null : GetSuperset(Encoding.GetEncoding(name).CodePage);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static bool IsUnicode(string name) => name.StartsWith("utf", StringComparison.OrdinalIgnoreCase);

    /// <param name="sample">Bytes that are not valid UTF-8, with a sequence cut through at either end at most.</param>
    /// <param name="isCertain">False where the bytes looked like no encoding in particular.</param>
    public static Encoding Detect(byte[] sample, out bool isCertain)
    {
        isCertain = true;
        var detected = CharsetDetector.DetectFromBytes(sample).Detected;
        if (detected is { Encoding: { } encoding } && detected.Confidence >= Confident && !IsUnicode(encoding.WebName))
            return GetSuperset(encoding.CodePage);
        if (EastAsianBytes.Detect(sample) is { } eastAsian)
            return eastAsian;
        isCertain = false;
        return GetSuperset(WesternEuropean);
    }
}
