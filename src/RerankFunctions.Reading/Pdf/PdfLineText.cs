namespace RerankFunctions.Reading.Pdf;

/// <summary>The text of words that stand side by side, with what their places say: spaces, powers, notes, the order of mixed scripts.</summary>
internal static class PdfLineText
{
    private const double TouchingInEms = 0.15;
    private const double OffTheLineInEms = 0.1;
    private const double SmallerThan = 0.9;

    /// <param name="words">From the left.</param>
    public static string WriteLine(IReadOnlyList<PdfWord> words, bool rightToLeft)
    {
        if (!words.Any(word => word.Seen is not null))
            return words.Count == 1 ? words[0].Text : Joined(words);
        var seen = new List<string>();
        for (var at = 0; at < words.Count; at++)
        {
            if (at > 0 && !(IsTouching(words[at - 1], words[at]) && IsOffTheLine(words[at - 1], words[at])))
                seen.Add(" ");
            seen.AddRange(words[at].Seen ?? [.. words[at].Text.EnumerateRunes().Select(rune => rune.ToString())]);
        }

        return BidiText.Read(seen, rightToLeft);
    }

    private static string Joined(IReadOnlyList<PdfWord> words)
    {
        var text = new RaisedText();
        var onLine = words[0];
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            var isTouching = at > 0 && IsTouching(words[at - 1], word);
            if (at > 0 && word.Size < SmallerThan * onLine.Size && word.Baseline - onLine.Baseline > OffTheLineInEms * onLine.Size
                && IsMark(word.Text))
            {
                if (!isTouching)
                    text.Append(' ');
                text.AppendRaised(word.Text.Replace('∗', '*'));
                continue;
            }

            // A subscript goes on on the line, as does what follows it.
            if (at > 0 && !(isTouching && IsOffTheLine(words[at - 1], word) && IsSubscript(words[at - 1], word, onLine)))
                text.Append(' ');
            text.Append(word.Text);
            if (word.Size >= SmallerThan * onLine.Size)
                onLine = word;
        }

        return text.ToString();
    }

    private static bool IsMark(string text) => text.Any(char.IsLetterOrDigit) || text.All(c => c is '∗' or '*' or '†' or '‡' or '§' or '¶');

    private static bool IsSubscript(PdfWord before, PdfWord word, PdfWord onLine)
        => word.Size < SmallerThan * before.Size && word.Baseline < before.Baseline
        || before.Size < SmallerThan * word.Size && (before.Baseline < word.Baseline || before != onLine && !char.IsLetterOrDigit(word.Text[0]));

    private static bool IsTouching(PdfWord before, PdfWord after) => after.Left - before.Right < TouchingInEms * Math.Min(before.Size, after.Size);

    private static bool IsOffTheLine(PdfWord before, PdfWord after)
        => Math.Abs(before.Baseline - after.Baseline) > OffTheLineInEms * Math.Min(before.Size, after.Size);
}
