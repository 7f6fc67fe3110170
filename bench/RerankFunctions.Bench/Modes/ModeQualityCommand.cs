using RerankFunctions.Bench.Quality;
using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Local;

namespace RerankFunctions.Bench.Modes;

/// <summary>Each mode over judged collections, a passage a document, by the local embed model; and the first 50 of dense and hybrid reranked.</summary>
internal static class ModeQualityCommand
{
    private const int Deep = 100, Reranked = 50, Shown = 10;

    private static readonly string[] Modes = ["dense", "bm25", "hybrid"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (LocalModels.Missing is { } reason)
        {
            Console.WriteLine($"Skipped: {reason}.");
            return 0;
        }

        Console.WriteLine("| collection | nDCG@10: dense | bm25 | hybrid | recall@100: dense | bm25 | hybrid | 50 reranked, nDCG@10: dense | hybrid |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var name in args.Length > 0 ? args : JudgedCollection.Names)
        {
            if (JudgedCollection.Load(name) is { } collection)
                await MeasureAsync(collection);
        }

        return 0;
    }

    private static async Task MeasureAsync(JudgedCollection collection)
    {
        await using var models = LocalModels.Load(Repository.Path(".local", "bench-vectors"));
        var vectors = await Embedding.EmbedAsync(
            models, [.. collection.Documents.Select(document => document.Whole)], areQueries: false, models.LeastDimensions);
        var questions = await Embedding.EmbedAsync(
            models, [.. collection.Questions.Select(question => question.Text)], areQueries: true, models.LeastDimensions);
        using var index = await ProductIndex.StartAsync(models.LeastDimensions);
        foreach (var (document, vector) in collection.Documents.Zip(vectors))
            await index.AddAsync(document.Id, document.Title.Length == 0 ? null : document.Title, [(document.Text, vector)]);

        var (ndcg, recall, reranked) = (new double[Modes.Length], new double[Modes.Length], new double[Modes.Length]);
        foreach (var (question, vector) in collection.Questions.Zip(questions))
        {
            var relevant = collection.Relevant[question.Id];
            for (var mode = 0; mode < Modes.Length; mode++)
            {
                var found = await index.FindAsync(Modes[mode], question.Text, vector, Deep);
                var ids = found.Select(candidate => candidate.Document.Name).ToList();
                ndcg[mode] += RankingScore.Ndcg(ids, relevant, Shown);
                recall[mode] += RankingScore.Recall(ids, relevant, Deep);
                if (Modes[mode] == "bm25")
                    continue;
                var candidates = found.Take(Reranked).ToList();
                var scores = await models.ScoreAsync(
                    question.Text, [.. candidates.Select(candidate => candidate.Title is null ? candidate.Text : $"{candidate.Title}\n\n{candidate.Text}")],
                    int.MaxValue, default);
                reranked[mode] += RankingScore.Ndcg(
                    candidates.Zip(scores).OrderByDescending(scored => scored.Second).Select(scored => scored.First.Document.Name), relevant, Shown);
            }
        }

        var count = collection.Questions.Count;
        Console.WriteLine($"| {collection.Name} | {string.Join(" | ", ndcg.Concat(recall).Append(reranked[0]).Append(reranked[2]).Select(sum => $"{sum / count:F3}"))} |");
    }
}
