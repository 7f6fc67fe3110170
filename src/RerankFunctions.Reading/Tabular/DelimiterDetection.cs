namespace RerankFunctions.Reading.Tabular;

/// <summary>Finds what separates cells: the character that stands equally often in most of the first records.</summary>
internal static class DelimiterDetection
{
    private const int SampleCharacters = 64 * 1024;
    private const int SampleRecords = 50;
    private const string Candidates = ",\t;|";

    public static async Task<char> DetectAsync(TextReader text, CancellationToken cancellationToken)
    {
        var sample = new char[SampleCharacters];
        var length = await text.ReadBlockAsync(sample, cancellationToken);
        return Detect(sample.AsSpan(0, length));
    }

    private static char Detect(ReadOnlySpan<char> sample)
    {
        var best = Candidates[0];
        (int Alike, int Count) bestScore = default;
        foreach (var candidate in Candidates)
        {
            var usual = CountsPerRecord(sample, candidate).GroupBy(count => count).Where(count => count.Key > 0).MaxBy(count => (count.Count(), count.Key));
            var score = usual is null ? default : (usual.Count(), usual.Key);
            if (score.CompareTo(bestScore) > 0)
                (best, bestScore) = (candidate, score);
        }

        return best;
    }

    private static List<int> CountsPerRecord(ReadOnlySpan<char> sample, char candidate)
    {
        var counts = new List<int>();
        var count = 0;
        var quoted = false;
        foreach (var c in sample)
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c == candidate)
                count++;
            else if (!quoted && c == '\n')
            {
                counts.Add(count);
                count = 0;
                if (counts.Count == SampleRecords)
                    return counts;
            }
        }

        counts.Add(count);
        return counts;
    }
}
