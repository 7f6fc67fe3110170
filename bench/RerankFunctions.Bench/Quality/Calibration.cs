namespace RerankFunctions.Bench.Quality;

/// <summary>How far a rerank score is the share of relevant passages among those with it, over the ten candidates of each question.</summary>
internal sealed class Calibration
{
    private const int Rounds = 100;
    private static readonly double[] Edges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0001];

    private readonly List<(string Collection, double Score, bool Relevant)> _judged = [];

    public void Add(string collection, double score, bool relevant) => _judged.Add((collection, score, relevant));

    public void Show()
    {
        if (_judged.Count == 0)
            return;
        string[] collections = [.. _judged.Select(one => one.Collection).Distinct()];
        Console.WriteLine();
        Console.WriteLine($"| score | {string.Join(" | ", collections)} |");
        Console.WriteLine($"|---|{string.Concat(collections.Select(_ => "---|"))}");
        foreach (var (from, to) in Edges.Zip(Edges.Skip(1)))
        {
            var cells = collections.Select(collection =>
            {
                var those = _judged.Where(one => one.Collection == collection && one.Score >= from && one.Score < to).ToList();
                return those.Count == 0 ? "–" : $"{(double)those.Count(one => one.Relevant) / those.Count:F2} of {those.Count}";
            });
            Console.WriteLine($"| {from:F1}–{Math.Min(to, 1):F1} | {string.Join(" | ", cells)} |");
        }

        var (slope, offset) = Fit();
        Console.WriteLine();
        Console.WriteLine($"Best logistic curve over the scores' own logits: slope {slope:F3} (1 is calibrated), offset {offset:F3} (0 is calibrated)");
    }

    /// <summary>Newton's method for a logistic regression, every collection weighing the same; a step that overshoots is halved.</summary>
    private (double Slope, double Offset) Fit()
    {
        var sizes = _judged.CountBy(one => one.Collection).ToDictionary();
        var points = _judged.ConvertAll(one => (X: Math.Log(one.Score / (1 - one.Score)), one.Relevant, Weight: 1.0 / sizes[one.Collection]));
        var (slope, offset) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            double gs = 0, go = 0, ss = 1e-9, so = 0, oo = 1e-9;
            foreach (var (x, relevant, weight) in points)
            {
                var p = Probability(slope, offset, x);
                var (error, curve) = ((relevant ? 1 : 0) - p, weight * p * (1 - p));
                (gs, go) = (gs + (weight * error * x), go + (weight * error));
                (ss, so, oo) = (ss + (curve * x * x), so + (curve * x), oo + curve);
            }

            var determinant = (ss * oo) - (so * so);
            var (byslope, byoffset) = (((oo * gs) - (so * go)) / determinant, ((ss * go) - (so * gs)) / determinant);
            var before = Likelihood(slope, offset);
            for (var step = 1.0; step > 1e-6; step /= 2)
            {
                if (Likelihood(slope + (step * byslope), offset + (step * byoffset)) <= before)
                    continue;
                (slope, offset) = (slope + (step * byslope), offset + (step * byoffset));
                break;
            }
        }

        return (slope, offset);

        double Likelihood(double a, double b) =>
            points.Sum(point => point.Weight * Math.Log(Math.Max(1e-12, point.Relevant ? Probability(a, b, point.X) : 1 - Probability(a, b, point.X))));
    }

    private static double Probability(double slope, double offset, double x) => 1 / (1 + Math.Exp(-((slope * x) + offset)));
}
