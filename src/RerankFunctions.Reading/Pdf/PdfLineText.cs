using System.Text;

namespace RerankFunctions.Reading.Pdf;

/// <summary>The text of words that stand side by side, with what their places say: spaces, powers, notes, the order of mixed scripts.</summary>
internal static class PdfLineText
{
    private const double TouchingInEms = 0.15;
    private const double RaisedInEms = 0.1;
    private const double SmallerThan = 0.9;

    /// <param name="words">From the left.</param>
    public static string Of(IReadOnlyList<PdfWord> words, bool rightToLeft)
    {
        if (!words.Any(word => word.Seen is not null))
            return Joined(words);
        var seen = new List<string>();
        for (var at = 0; at < words.Count; at++)
        {
            if (at > 0 && !IsTouching(words[at - 1], words[at]))
                seen.Add(" ");
            seen.AddRange(words[at].Seen ?? [.. words[at].Text.EnumerateRunes().Select(rune => rune.ToString())]);
        }

        return BidiText.Read(seen, rightToLeft);
    }

    private static string Joined(IReadOnlyList<PdfWord> words)
    {
        if (words.Count == 1)
            return words[0].Text;
        var text = new StringBuilder(words[0].Text);
        for (var at = 1; at < words.Count; at++)
            text.Append(Between(words[at - 1], words[at])).Append(words[at].Text);
        return text.ToString();
    }

    private static string Between(PdfWord before, PdfWord after)
    {
        if (!IsTouching(before, after))
            return " ";
        var isSmaller = after.Size < SmallerThan * before.Size;
        if (after.Baseline > before.Baseline && isSmaller)
            return IsPower(before.Text, after.Text) ? "^" : " ";
        // A subscript goes on on the line, and what follows a raised or lowered sign does.
        return isSmaller || before.Size < SmallerThan * after.Size ? "" : " ";
    }

    // "10⁶", "m²", "x²"; but a mark of a note at a year or a word stands apart.
    private static bool IsPower(string number, string power) =>
        power.Trim('-', '−', '–', '+', '.', ',', ';', ')').All(char.IsAsciiDigit) && power.Any(char.IsAsciiDigit)
        && (number.EndsWith("10", StringComparison.Ordinal) && (number.Length == 2 || !char.IsDigit(number[^3]))
            || char.IsAsciiLetter(number[^1]) && (number.Length == 1 || !char.IsLetter(number[^2])) || number is "cm" or "mm" or "km" or "nm");

    private static bool IsTouching(PdfWord before, PdfWord after) =>
        after.Left - before.Right < TouchingInEms * Math.Min(before.Size, after.Size)
        && Math.Abs(before.Baseline - after.Baseline) > RaisedInEms * Math.Min(before.Size, after.Size);
}
