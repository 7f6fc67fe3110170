using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Finds what stands at the head or foot of page after page: titles, names, page numbers.</summary>
internal static partial class RunningLines
{
    private const double MarginShareOfHeight = 0.12;
    private const double PointsApart = 4;
    private const double ShareOfPages = 0.25;
    private const int AlwaysRunning = 5;

    /// <summary>The pages without their running lines.</summary>
    public static IReadOnlyList<PdfPage> Without(IReadOnlyList<PdfPage> pages)
    {
        var margins = pages.Select(MarginLines).ToList();
        var counts = new Dictionary<(string, int), int>();
        foreach (var lines in margins)
            foreach (var key in lines.SelectMany(Keys).Distinct())
                counts[key] = counts.GetValueOrDefault(key) + 1;

        var running = Math.Clamp((int)Math.Ceiling(pages.Count * ShareOfPages), 2, AlwaysRunning);
        return [.. pages.Zip(margins, (page, lines) =>
        {
            var dropped = lines
                .Where(line => Keys(line).Any(key => counts[key] >= running) || IsNumberOf(page, line))
                .Concat(LowestLine(page) is { } lowest && IsNumberOf(page, lowest) ? [lowest] : [])
                .SelectMany(line => line.Words).ToHashSet(ReferenceEqualityComparer.Instance);
            return dropped.Count == 0 ? page : page with { Words = [.. page.Words.Where(word => !dropped.Contains(word))] };
        })];
    }

    private static List<PdfLine> MarginLines(PdfPage page) => PdfLine.Of(page.Words.Where(word =>
        word.Middle < page.Height * MarginShareOfHeight || word.Middle > page.Height * (1 - MarginShareOfHeight)));

    // The same but for its numbers, at the same height; heights that a step would part are told by two steps, half a step apart.
    private static IEnumerable<(string, int)> Keys(PdfLine line)
    {
        var text = Number().Replace(line.Text, "#").ToUpperInvariant();
        yield return (text, 2 * (int)Math.Floor(line.Bottom / PointsApart));
        yield return (text, 2 * (int)Math.Floor(line.Bottom / PointsApart + 0.5) + 1);
    }

    private static bool IsNumberOf(PdfPage page, PdfLine line) =>
        PageNumber().Match(line.Text) is { Success: true } match
            && match.Groups[1].Value == page.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static PdfLine? LowestLine(PdfPage page) => PdfLine.Of(page.Words).LastOrDefault();

    [GeneratedRegex(@"\d+|\b[ivxlc]+\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[\W_]*(?:page\s+)?(\d+)(?:\s*(?:of|/)\s*\d+)?[\W_]*$", RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();
}
