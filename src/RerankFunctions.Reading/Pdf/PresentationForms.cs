using System.Text;

namespace RerankFunctions.Reading.Pdf;

/// <summary>
/// Letters for the shapes that fonts have for them: Latin ligatures and Arabic letters as they look within words. (Unicode's compatibility
/// normalisation, which needs culture data that the app does without.)
/// </summary>
internal static class PresentationForms
{
    private const char FirstLatin = '\uFB00';
    private const char FirstArabic = '\uFE80';

    private static readonly string[] Latin = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    // From U+FE80: each letter alone and at the end of a word, most also at the start and within (The Unicode Standard, Arabic
    // Presentation Forms-B).
    private static readonly string[] Arabic =
    [
        "\u0621", .. Shapes(2, "\u0622\u0623\u0624\u0625"), .. Shapes(4, "\u0626"), .. Shapes(2, "\u0627"), .. Shapes(4, "\u0628"),
        .. Shapes(2, "\u0629"), .. Shapes(4, "\u062A\u062B\u062C\u062D\u062E"), .. Shapes(2, "\u062F\u0630\u0631\u0632"),
        .. Shapes(4, "\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\u0641\u0642\u0643\u0644\u0645\u0646\u0647"),
        .. Shapes(2, "\u0648\u0649"), .. Shapes(4, "\u064A"),
        "\u0644\u0622", "\u0644\u0622", "\u0644\u0623", "\u0644\u0623", "\u0644\u0625", "\u0644\u0625", "\u0644\u0627", "\u0644\u0627",
    ];

    public static string Replace(string text)
    {
        if (!text.Any(c => c >= FirstLatin))
            return text;
        var letters = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c >= FirstLatin && c < FirstLatin + Latin.Length)
                letters.Append(Latin[c - FirstLatin]);
            else if (c >= FirstArabic && c < FirstArabic + Arabic.Length)
                letters.Append(Arabic[c - FirstArabic]);
            else
                letters.Append(c);
        }

        return letters.ToString();
    }

    private static IEnumerable<string> Shapes(int count, string letters)
        => letters.SelectMany(letter => Enumerable.Repeat(letter.ToString(), count));
}
