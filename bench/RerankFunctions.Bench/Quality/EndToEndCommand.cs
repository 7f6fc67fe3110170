using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using RerankFunctions.Local.Stack;

namespace RerankFunctions.Bench.Quality;

/// <summary>The product with its models: every document uploaded, every question asked over HTTP.</summary>
internal static class EndToEndCommand
{
    private const int Shown = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine("| collection | models | retrieved, nDCG@10 | 10 reranked | documents among the 10 | 50 reranked | nDCG@5 of 50 reranked |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var name in args.Length > 0 ? args : JudgedCollection.Names)
        {
            if (JudgedCollection.Load(name) is not { } collection)
                continue;
            var state = Path.Combine(Path.GetTempPath(), $"rerankfunctions-bench-{Guid.NewGuid():N}");
            try
            {
                await MeasureAsync(collection, state);
            }
            finally
            {
                Directory.Delete(state, recursive: true);
            }
        }

        return 0;
    }

    /// <summary>Documents that search does not find yet as they are.</summary>
    private static async Task<int> PendingAsync(HttpClient http)
    {
        var (pending, from) = (0, (string?)null);
        do
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync(
                $"api/documents?pageSize=200{(from is null ? "" : $"&cursor={Uri.EscapeDataString(from)}")}"));
            pending += page.RootElement.GetProperty("documents").EnumerateArray().Count(document => document.GetProperty("state").GetString() == "pending");
            from = page.RootElement.GetProperty("cursor").GetString();
        }
        while (from is not null);
        return pending;
    }

    private static async Task MeasureAsync(JudgedCollection collection, string folder)
    {
        using var state = StateFolder.Open(folder);
        // Vectors of the other command's: the same texts need not be made again.
        var known = Local.Repository.Path(".local", "bench-vectors");
        foreach (var file in Directory.Exists(known) ? Directory.GetFiles(known) : [])
            File.Copy(file, Path.Combine(state.Vectors, Path.GetFileName(file)));

        await using var stack = await LocalStack.StartAsync(
            new StackOptions
            {
                State = state,
                Models = StackModels.Local,
                Settings = new Dictionary<string, string?>
                {
                    ["Cohere__EmbedInputsPerMinute"] = "1000000",
                    ["Search__EmbedTimeoutSeconds"] = "60",
                    ["Search__RerankTimeoutSeconds"] = "60",
                },
            },
            default);
        var started = Stopwatch.GetTimestamp();
        var names = collection.Documents.Select((document, i) => (document, i)).ToDictionary(pair => $"{pair.i}.md", pair => pair.document.Id);
        await Parallel.ForEachAsync(
            collection.Documents.Select((document, i) => (document, i)), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (pair, token) =>
                await stack.Documents.GetBlobClient($"{pair.i}.md").UploadAsync(
                    BinaryData.FromString(pair.document.Title.Length == 0 ? pair.document.Text : $"# {pair.document.Title}\n\n{pair.document.Text}\n"),
                    overwrite: true, token));
        using var http = new HttpClient { BaseAddress = stack.BaseAddress };
        while (await PendingAsync(http) is > 0 and var pending)
        {
            Console.Error.Write($"\r{pending} pending after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s  ");
            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        var (retrieved, ten, amongTen, fifty, five) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var models = "";
        foreach (var (id, text) in collection.Questions)
        {
            var relevant = collection.Relevant[id];
            retrieved += RankingScore.Ndcg(await FindAsync(text, 50, "none"), relevant, Shown);
            var rerankedTen = await FindAsync(text, 10, "cohere");
            ten += RankingScore.Ndcg(rerankedTen, relevant, Shown);
            amongTen += rerankedTen.Count;
            var reranked = await FindAsync(text, 50, "cohere");
            fifty += RankingScore.Ndcg(reranked, relevant, Shown);
            five += RankingScore.Ndcg(reranked, relevant, 5);
        }

        var count = collection.Questions.Count;
        Console.WriteLine(
            $"| {collection.Name} | {models} | {retrieved / count:F3} | {ten / count:F3} | {amongTen / count:F1} | {fifty / count:F3} | {five / count:F3} |");

        Console.Error.WriteLine();

        // A document is as good as its best passage.
        async Task<List<string>> FindAsync(string query, int candidates, string reranker)
        {
            using var response = await http.PostAsJsonAsync("api/search", new { query, candidates, topN = candidates, reranker });
            response.EnsureSuccessStatusCode();
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            if (answer.RootElement.GetProperty("degraded").ValueKind != JsonValueKind.Null)
                throw new InvalidOperationException("An answer was degraded: the figures would not be the reranker's.");
            if (reranker == "cohere")
                models = $"{answer.RootElement.GetProperty("models").GetProperty("embed")}, {answer.RootElement.GetProperty("models").GetProperty("rerank")}";
            return [.. answer.RootElement.GetProperty("results").EnumerateArray()
                .Select(result => names[result.GetProperty("document").GetString()!]).Distinct()];
        }
    }
}
