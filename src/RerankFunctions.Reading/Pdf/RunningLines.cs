using System.Globalization;
using System.Text.RegularExpressions;

namespace RerankFunctions.Reading.Pdf;

/// <summary>Finds what stands at the head or foot of page after page: titles, names, page numbers, the heading of the section.</summary>
internal static partial class RunningLines
{
    private const double MarginShareOfHeight = 0.12;
    private const double PointsApart = 4;
    private const double ShareOfPages = 0.25;
    private const int AlwaysRunning = 5;
    private const int FewestCounted = 3;
    private const int LongestCounted = 120;
    private const int PagesBetween = 2;
    private const double ApartInEms = 1.7;

    /// <summary>The pages without their running lines.</summary>
    public static IReadOnlyList<PdfPage> Without(IReadOnlyList<PdfPage> pages)
    {
        var lines = pages.Select(page => PdfLine.FormLines(page.Words)).ToList();
        var margins = pages.Zip(lines, MarginLines).ToList();
        var places = margins.Select((margin, page) => (margin, page))
            .SelectMany(page => page.margin.SelectMany(line => Keys(line).Select(key => (key, page.page))))
            .Distinct().ToLookup(place => place.key, place => place.page);
        var count = CountedFrom(pages, lines);
        var running = Math.Clamp((int)Math.Ceiling(pages.Count * ShareOfPages), 2, AlwaysRunning);

        bool IsRunning(PdfPage page, List<PdfLine> all, PdfLine line, int at) =>
            Keys(line).Any(key => places[key].Count() >= running
                || (IsApart(all, line) || IsArtifact(line)) && places[key].Any(other => other != at && Math.Abs(other - at) <= PagesBetween))
            || IsNumberOf(page, line)
            || IsOutermost(all, line) && line.Text.Length <= LongestCounted && Offsets(page, line).Any(offset => offset == count);

        return [.. pages.Select((page, at) =>
        {
            var dropped = margins[at].Where(line => IsRunning(page, lines[at], line, at))
                .Concat(lines[at].Count > 0 && IsNumberOf(page, lines[at][^1]) ? [lines[at][^1]] : [])
                .SelectMany(line => line.Words).ToHashSet(ReferenceEqualityComparer.Instance);
            return dropped.Count == 0 ? page : page with { Words = [.. page.Words.Where(word => !dropped.Contains(word))] };
        })];
    }

    private static List<PdfLine> MarginLines(PdfPage page, List<PdfLine> lines)
        => [.. lines.Where(line => IsArtifact(line) || (line.Bottom + line.Top) / 2 is var middle
            && (middle < page.Height * MarginShareOfHeight || middle > page.Height * (1 - MarginShareOfHeight)))];

    private static bool IsArtifact(PdfLine line) => line.Words.All(word => word.IsArtifact);

    private static bool IsOutermost(List<PdfLine> lines, PdfLine line) => line == lines[0] || line == lines[^1];

    // The first or last line, with more room between it and the text than lines of text have.
    private static bool IsApart(List<PdfLine> lines, PdfLine line)
        => lines.Count > 1
        && (line == lines[0] && line.Baseline - lines[1].Baseline > ApartInEms * Math.Max(line.Size, lines[1].Size)
            || line == lines[^1] && lines[^2].Baseline - line.Baseline > ApartInEms * Math.Max(line.Size, lines[^2].Size));

    // The same but for its numbers, at the same height; heights that a step would part are told by two steps, half a step apart.
    private static IEnumerable<(string, int)> Keys(PdfLine line)
    {
        var text = Number().Replace(line.Text, "#").ToUpperInvariant();
        yield return (text, 2 * (int)Math.Floor(line.Bottom / PointsApart));
        yield return (text, 2 * (int)Math.Floor(line.Bottom / PointsApart + 0.5) + 1);
    }

    // Printed numbers count on with the pages, most often from another start: what number page 0 would have, if enough pages agree.
    private static int? CountedFrom(IReadOnlyList<PdfPage> pages, List<List<PdfLine>> lines)
    {
        var offsets = pages.Zip(lines, (page, all) => all.Count == 0 ? [] : new[] { all[0], all[^1] }.Distinct()
            .Where(line => line.Text.Length <= LongestCounted).SelectMany(line => Offsets(page, line)).Distinct());
        var most = offsets.SelectMany(offset => offset).CountBy(offset => offset).OrderByDescending(count => count.Value).FirstOrDefault();
        return most.Value >= FewestCounted && most.Value >= ShareOfPages * pages.Count ? most.Key : null;
    }

    private static IEnumerable<int> Offsets(PdfPage page, PdfLine line)
        => new[] { line.Words[0].Text, line.Words[^1].Text }
            .Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (int?)(number - page.Number) : null)
            .OfType<int>();

    private static bool IsNumberOf(PdfPage page, PdfLine line)
        => PageNumber().Match(line.Text) is { Success: true } match
            && match.Groups[1].Value == page.Number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d+|\b[ivxlc]+\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[\W_]*(?:page\s+)?(\d+)(?:\s*(?:of|/)\s*\d+)?[\W_]*$", RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();
}
