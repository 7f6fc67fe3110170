namespace RerankFunctions.Reading.Pdf;

/// <summary>
/// Makes words of letters: apart where there is a space or a gap that is wide beside the font's own space, whatever the line was stretched by.
/// </summary>
internal static class PdfWords
{
    private const double SameBaselineInEms = 0.1;
    private const double GapInSpaces = 0.4;
    private const double NarrowestGapInEms = 0.08;
    private const double WidestGapInEms = 0.16;
    private const double EastAsianGapInEms = 0.5;
    private const double NewPieceInEms = 1;
    private const int FewestTracked = 5;
    private const double MostTrackedInSpaces = 0.75;
    private const int FewestBetweenSpaces = 3;
    private const double MostTrackedInEms = 0.4;
    private const double AlikeInEms = 0.15;

    public static IReadOnlyList<PdfWord> FormWords(IReadOnlyList<PdfCluster> clusters)
    {
        var inRightToLeftText = BidiText.MostlyRunsLeft(clusters.Select(cluster => cluster.Text));
        var words = new List<PdfWord>();
        foreach (var line in Baselines(clusters))
        {
            var pieces = Pieces(line).ToList();
            var trackings = pieces.ConvertAll(
                piece => piece.Clusters.Count < FewestBetweenSpaces ? double.NaN : Tracking(piece.Clusters, piece.IsBetweenSpaces));
            // A short word is spaced out as those around it are.
            var ofLine = trackings.Where(double.IsFinite).DefaultIfEmpty(0).Min();
            foreach (var (piece, tracking) in pieces.Zip(
                trackings, (piece, tracking) => (piece.Clusters, double.IsNaN(tracking) ? ofLine : tracking)))
                words.AddRange(Words(piece, tracking).Select(word => Word(word, inRightToLeftText)));
        }

        return words;
    }

    private static IEnumerable<List<PdfCluster>> Baselines(IReadOnlyList<PdfCluster> clusters)
    {
        var line = new List<PdfCluster>();
        foreach (var cluster in clusters.OrderByDescending(cluster => cluster.Baseline))
        {
            if (line.Count > 0 && line[0].Baseline - cluster.Baseline > SameBaselineInEms * Math.Min(line[0].Size, cluster.Size))
            {
                yield return line;
                line = [];
            }

            line.Add(cluster);
        }

        if (line.Count > 0)
            yield return line;
    }

    // Without spaces or wide gaps within; and whether all that parts each from its neighbours are spaces.
    private static IEnumerable<(List<PdfCluster> Clusters, bool IsBetweenSpaces)> Pieces(List<PdfCluster> line)
    {
        var piece = new List<PdfCluster>();
        var (beganAtSpace, sawSpace) = (true, false);
        foreach (var cluster in line.OrderBy(cluster => cluster.Left))
        {
            sawSpace |= cluster.IsSpace;
            if (piece.Count > 0 && (cluster.IsSpace || cluster.Left - piece[^1].Right > NewPieceInEms * cluster.Size))
            {
                yield return (piece, cluster.IsSpace && beganAtSpace);
                piece = [];
                beganAtSpace = cluster.IsSpace;
            }

            if (!cluster.IsSpace)
                piece.Add(cluster);
        }

        if (piece.Count > 0)
            yield return (piece, beganAtSpace && sawSpace);
    }

    private static IEnumerable<List<PdfCluster>> Words(List<PdfCluster> piece, double tracking)
    {
        var word = new List<PdfCluster> { piece[0] };
        for (var at = 1; at < piece.Count; at++)
        {
            if (piece[at].Left - piece[at - 1].Right > WidestWithin(piece[at - 1], piece[at]) + tracking)
            {
                yield return word;
                word = [];
            }

            word.Add(piece[at]);
        }

        yield return word;
    }

    private static double WidestWithin(PdfCluster before, PdfCluster after)
    {
        var size = Math.Max(before.Size, after.Size);
        if (BlockText.IsEastAsian(before.Text[^1]) && BlockText.IsEastAsian(after.Text[0]))
            return EastAsianGapInEms * size;
        return Math.Clamp(GapInSpaces * before.Font.Space, NarrowestGapInEms, WidestGapInEms) * size;
    }

    // Letters that are spaced out ("T I T L E") all are; a gap as wide as a space is one, but between spaces, where all gaps are alike.
    private static double Tracking(List<PdfCluster> piece, bool isBetweenSpaces)
    {
        isBetweenSpaces &= piece.All(cluster => char.IsLetter(cluster.Text[0]));
        if (piece.Count < (isBetweenSpaces ? FewestBetweenSpaces : FewestTracked))
            return 0;
        var gaps = piece.Zip(piece.Skip(1), (before, after) => after.Left - before.Right).Order().ToList();
        if (isBetweenSpaces && gaps[^1] < MostTrackedInEms * piece[0].Size && gaps[^1] - gaps[0] < AlikeInEms * piece[0].Size)
            return Math.Max(0, gaps[^1]);
        var narrow = gaps[gaps.Count / 4];
        return narrow > 0 && narrow < MostTrackedInSpaces * piece[0].Font.Space * piece[0].Size ? narrow : 0;
    }

    private static PdfWord Word(List<PdfCluster> clusters, bool inRightToLeftText)
    {
        const double Descent = 0.2;
        const double Ascent = 0.75;
        var first = clusters[0];
        var size = Math.Round(first.Size, 1) is var rounded && rounded >= 1 ? rounded : first.Size;
        var baseline = first.Baseline;
        string[]? seen = clusters.Any(cluster => BidiText.RunsLeft(cluster.Text)) ? [.. clusters.Select(cluster => cluster.Text)] : null;
        return new PdfWord(
            seen is null ? string.Concat(clusters.Select(cluster => cluster.Text)) : BidiText.Read(seen, rightToLeft: true),
            clusters.Min(cluster => cluster.Left), baseline - Descent * size, clusters.Max(cluster => cluster.Right), baseline + Ascent * size,
            baseline, size, clusters.All(cluster => cluster.Font.IsBold))
        {
            Seen = seen,
            InRightToLeftText = inRightToLeftText,
            IsArtifact = clusters.All(cluster => cluster.IsArtifact),
        };
    }
}
