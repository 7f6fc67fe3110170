using System.Text;
using UtfUnknown;

namespace RerankFunctions.Reading.Text;

/// <summary>Encodings from before Unicode, by name or by the statistics of their bytes (UTF.Unknown, a port of Mozilla's detector).</summary>
internal static class LegacyEncoding
{
    private const float Confident = 0.4f;
    private const int WesternEuropean = 1252;
    private const int Thai = 874;

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

    private static readonly Dictionary<int, int> Windows = new() { [28592] = 1250, [28597] = 1253, [28598] = 1255, [28603] = 1257, [28605] = 1252 };

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
        if (ThaiBytes.Are(sample))
            return GetSuperset(Thai);
        var detected = CharsetDetector.DetectFromBytes(sample).Detected;
        if (detected is { Encoding: { } encoding } && detected.Confidence >= Confident && !IsUnicode(encoding.WebName))
            return WordShape.Better(WithoutControls(GetSuperset(encoding.CodePage), sample), sample);
        if (EastAsianBytes.Detect(sample) is { } eastAsian)
            return eastAsian;
        isCertain = false;
        return WordShape.Better(GetSuperset(WesternEuropean), sample);
    }

    // Windows' code pages have letters where the standards they go by have control characters of the 1960s.
    private static Encoding WithoutControls(Encoding detected, ReadOnlySpan<byte> sample)
        => Windows.TryGetValue(detected.CodePage, out var codePage) && sample.ContainsAnyInRange((byte)0x80, (byte)0x9F)
            ? Encoding.GetEncoding(codePage) : detected;
}
