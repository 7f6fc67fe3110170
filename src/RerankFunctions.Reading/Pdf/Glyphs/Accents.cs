using RerankFunctions.Unicode;

namespace RerankFunctions.Reading.Pdf.Glyphs;

/// <summary>Accents that stand alone, and the combining marks that mean the same above or below a letter.</summary>
internal static class Accents
{
    private static readonly Dictionary<int, char> Combining = new()
    {
        ['`'] = '\u0300', ['\u00B4'] = '\u0301', ['\u02C6'] = '\u0302', ['^'] = '\u0302', ['\u02DC'] = '\u0303', ['~'] = '\u0303',
        ['\u00AF'] = '\u0304', ['\u02C9'] = '\u0304', ['\u02D8'] = '\u0306', ['\u02D9'] = '\u0307', ['\u00A8'] = '\u0308', ['\u02DA'] = '\u030A',
        ['\u02DD'] = '\u030B', ['\u02C7'] = '\u030C', ['\u00B8'] = '\u0327', ['\u02DB'] = '\u0328', ['\u02CA'] = '\u0301', ['\u02CB'] = '\u0300',
    };

    public static bool IsAccent(int character) => Combining.ContainsKey(character);

    /// <summary>A letter with the accent that is printed over it.</summary>
    public static string On(string letter, string accent)
    {
        // A dotless i has no other use than to carry one.
        var carrier = letter switch { "\u0131" => "i", "\u0237" => "j", _ => letter };
        return CanonicalForm.Compose(carrier + (Combining.TryGetValue(accent[0], out var mark) ? mark : accent));
    }
}
