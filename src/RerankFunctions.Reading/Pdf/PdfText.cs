using UglyToad.PdfPig.Content;

namespace RerankFunctions.Reading.Pdf;

/// <summary>A word's characters in the order in which they are read, as letters rather than as the shapes that a font has for them.</summary>
internal static class PdfText
{
    public static string Of(Word word)
    {
        var text = word.Text;
        // Right-to-left text may be stored as it is seen, from the left.
        if (IsRightToLeft(text) && word.Letters.Count > 1 && word.Letters[0].BoundingBox.Left < word.Letters[^1].BoundingBox.Left)
            text = string.Concat(word.Letters.Reverse().Select(letter => letter.Value));
        return BlockText.OneLine(PresentationForms.Replace(text));
    }

    public static bool IsRightToLeft(string text) =>
        text.Any(c => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC'));
}
