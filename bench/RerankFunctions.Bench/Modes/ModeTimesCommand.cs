using System.Diagnostics;
using RerankFunctions.Bench.Ingest;

namespace RerankFunctions.Bench.Modes;

/// <summary>What retrieving takes by each mode, alone, among 30,000 passages of made-up prose in the emulator; modes take turns.</summary>
internal static class ModeTimesCommand
{
    private const int Dimensions = 1024, Documents = 60, PassagesEach = 500, Queries = 200, Unmeasured = 20, Candidates = 10;

    private static readonly string[] Modes = ["dense", "bm25", "hybrid"];

    public static async Task<int> RunAsync(string[] args)
    {
        var prose = new Prose();
        var random = new Random(1);
        using var index = await ProductIndex.StartAsync(Dimensions);
        for (var document = 0; document < Documents; document++)
            await index.AddAsync(
                $"{document}.md", title: null, [.. Enumerable.Range(0, PassagesEach).Select(_ => (prose.Paragraph(sentences: 6), Vector(random)))]);

        var times = Modes.ToDictionary(mode => mode, _ => new List<double>());
        for (var query = 0; query < Queries + Unmeasured; query++)
        {
            var (text, vector) = (prose.Words(6), Vector(random));
            foreach (var mode in Modes)
            {
                var started = Stopwatch.GetTimestamp();
                await index.FindAsync(mode, text, vector, Candidates);
                if (query >= Unmeasured)
                    times[mode].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        Console.WriteLine($"| {Documents * PassagesEach:N0} passages, {Queries} queries alone | p50, ms | of dense |");
        Console.WriteLine("|---|---|---|");
        foreach (var mode in Modes)
            Console.WriteLine($"| {mode} | {Median(times[mode]):F1} | {Median(times[mode]) / Median(times["dense"]):F2} |");
        return 0;
    }

    private static float[] Vector(Random random)
    {
        float[] vector = [.. Enumerable.Range(0, Dimensions).Select(_ => (float)random.NextDouble() - 0.5f)];
        var length = (float)Math.Sqrt(vector.Sum(number => number * number));
        return [.. vector.Select(number => number / length)];
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
