using System.Numerics.Tensors;
using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Local;

namespace RerankFunctions.Bench.Quality;

/// <summary>
/// The models alone: every document's vector against every question's, and the first 10 and 50 reranked. Vectors are kept in
/// .local/bench-vectors, so that a run that was ended goes on where it was.
/// </summary>
internal static class QualityCommand
{
    private const int Deep = 100, Shown = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        if (LocalModels.Missing is { } reason)
        {
            Console.WriteLine($"Skipped: {reason}.");
            return 0;
        }

        var names = args.Length > 0 ? args : JudgedCollection.Names;
        var calibration = new Calibration();
        Console.WriteLine("| collection | models | nDCG@10 | recall@100 | 10 reranked | 50 reranked |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var name in names)
        {
            if (JudgedCollection.Load(name) is not { } collection)
                continue;
            await using (var words = new LexicalModels())
                await MeasureAsync(collection, words, 1024, (_, _, _) => { });
            await using var local = LocalModels.Load(Repository.Path(".local", "bench-vectors"));
            await MeasureAsync(collection, local, local.LeastDimensions, calibration.Add);
        }

        calibration.Show();
        return 0;
    }

    private static async Task MeasureAsync(
        JudgedCollection collection, IEmulatorModels models, int dimensions, Action<string, double, bool> judge)
    {
        string[] texts = [.. collection.Documents.Select(document => document.Whole)];
        var documents = await Embedding.EmbedAsync(models, texts, areQueries: false, dimensions);
        var questions = await Embedding.EmbedAsync(models, [.. collection.Questions.Select(question => question.Text)], areQueries: true, dimensions);
        var (ndcg, recall, ten, fifty) = (0.0, 0.0, 0.0, 0.0);
        for (var q = 0; q < questions.Count; q++)
        {
            var relevant = collection.Relevant[collection.Questions[q].Id];
            var question = questions[q];
            int[] ranking = [.. Enumerable.Range(0, texts.Length)
                .OrderByDescending(i => TensorPrimitives.Dot<float>(question, documents[i])).Take(Deep)];
            ndcg += RankingScore.Ndcg(Ids(ranking), relevant, Shown);
            recall += RankingScore.Recall(Ids(ranking), relevant, Deep);
            ten += RankingScore.Ndcg(Ids(await RerankAsync(q, ranking[..10])), relevant, Shown);
            fifty += RankingScore.Ndcg(Ids(await RerankAsync(q, ranking[..50])), relevant, Shown);
        }

        var count = questions.Count;
        Console.WriteLine($"| {collection.Name} | {models.EmbedModel}, {models.RerankModel} "
            + $"| {ndcg / count:F3} | {recall / count:F3} | {ten / count:F3} | {fifty / count:F3} |");

        IEnumerable<string> Ids(IEnumerable<int> ranking) => ranking.Select(i => collection.Documents[i].Id);

        async Task<IEnumerable<int>> RerankAsync(int q, int[] candidates)
        {
            var scores = await models.ScoreAsync(
                collection.Questions[q].Text, [.. candidates.Select(i => texts[i])], int.MaxValue, default);
            if (candidates.Length == 10)
                foreach (var (candidate, score) in candidates.Zip(scores))
                    judge(collection.Name, score, collection.Relevant[collection.Questions[q].Id].ContainsKey(collection.Documents[candidate].Id));
            return candidates.Zip(scores).OrderByDescending(scored => scored.Second).Select(scored => scored.First);
        }
    }
}
