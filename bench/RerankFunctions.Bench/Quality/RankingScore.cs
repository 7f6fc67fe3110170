namespace RerankFunctions.Bench.Quality;

/// <summary>How good rankings are, as means over questions.</summary>
internal static class RankingScore
{
    /// <summary>nDCG of the first so many, with the grades as gains.</summary>
    public static double Ndcg(IEnumerable<string> ranking, IReadOnlyDictionary<string, int> relevant, int depth)
    {
        var gained = Gain(ranking.Take(depth).Select(document => relevant.GetValueOrDefault(document)));
        return gained / Gain(relevant.Values.OrderDescending().Take(depth));
    }

    /// <summary>The share of the relevant documents among the first so many.</summary>
    public static double Recall(IEnumerable<string> ranking, IReadOnlyDictionary<string, int> relevant, int depth)
        => (double)ranking.Take(depth).Count(relevant.ContainsKey) / relevant.Count;

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, at) => grade / Math.Log2(at + 2)).Sum();
}
