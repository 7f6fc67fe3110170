using RerankFunctions.Unicode;

namespace RerankFunctions.Reading.Pdf.Glyphs;

/// <summary>Accents that stand alone, and the combining marks that mean the same above or below a letter.</summary>
internal static class Accents
{
    private const string Alone = "`\u00B4\u02C6^\u02DC~\u00AF\u02C9\u02D8\u02D9\u00A8\u02DA\u02DD\u02C7\u00B8\u02DB\u02CA\u02CB";
    private const string Over = "\u0300\u0301\u0302\u0302\u0303\u0303\u0304\u0304\u0306\u0307\u0308\u030A\u030B\u030C\u0327\u0328\u0301\u0300";

    private static readonly Dictionary<int, char> Combining = Alone.Zip(Over).ToDictionary(pair => (int)pair.First, pair => pair.Second);

    public static bool IsAccent(int character) => Combining.ContainsKey(character);

    /// <summary>A letter with the accent that is printed over it.</summary>
    public static string On(string letter, string accent)
    {
        // A dotless i has no other use than to carry one.
        var carrier = letter switch { "\u0131" => "i", "\u0237" => "j", _ => letter };
        return CanonicalForm.Compose(carrier + (Combining.TryGetValue(accent[0], out var mark) ? mark : accent));
    }
}
