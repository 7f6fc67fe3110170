using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using RerankFunctions.Local.Stack;
using RerankFunctions.Pipeline.Qdrant;

namespace RerankFunctions.Bench.AzureHr;

/// <summary>
/// Ingests the six PDFs of azure_hr, asks its 50 questions over HTTP, and counts how often a gold page is the page of a passage found.
/// </summary>
internal static class AzureHrCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (SharedData.Find("azure_hr") is not { } folder)
            return 0;

        await using var stack = await LocalStack.StartAsync(
            new StackOptions { Settings = new Dictionary<string, string?> { ["Cohere__EmbedInputsPerMinute"] = "1000000" } }, default);
        var files = Directory.GetFiles(Path.Combine(folder, "files"));
        var started = Stopwatch.GetTimestamp();
        foreach (var file in files)
            await stack.Documents.GetBlobClient(Path.GetFileName(file)).UploadAsync(file);
        await stack.WhenIdleAsync(default);
        Console.WriteLine($"{files.Length} PDFs, {stack.Cohere.Calls.Embed.Inputs} chunks, indexed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");

        var questions = Questions(folder);
        using var http = new HttpClient { BaseAddress = stack.BaseAddress };
        var known = await PagesAsync(stack.Qdrant.Endpoint);
        var gold = questions.SelectMany(question => question.Pages).ToList();
        Console.WriteLine($"{questions.Count} questions, {gold.Count} gold pages, of which {gold.Count(known.Contains)} are the page of some chunk");
        Console.WriteLine();
        Console.WriteLine("| candidates | reranker | passages looked at | questions with a gold page | gold pages found | median ms |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (candidates, reranker, topN) in new[] { (10, "none", 10), (50, "none", 50), (10, "cohere", 5), (50, "cohere", 5), (50, "cohere", 10) })
        {
            var (answered, pages, times) = (0, 0, new List<double>());
            foreach (var question in questions)
            {
                var asked = Stopwatch.GetTimestamp();
                var found = await FindAsync(http, question.Text, candidates, reranker, topN);
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                var right = question.Pages.Count(found.Contains);
                (answered, pages) = (answered + Math.Min(right, 1), pages + right);
            }

            Console.WriteLine($"| {candidates} | {reranker} | {topN} | {Share(answered, questions.Count)} | "
                + $"{Share(pages, gold.Count)} | {times.Order().ElementAt(times.Count / 2):F0} |");
        }

        return 0;
    }

    private static string Share(int part, int whole) => $"{part} of {whole} ({100.0 * part / whole:F0} %)";

    /// <summary>The pages found, as the data set names them: file#page=number.</summary>
    private static async Task<HashSet<string>> FindAsync(HttpClient http, string query, int candidates, string reranker, int topN)
    {
        using var response = await http.PostAsJsonAsync("api/search", new { query, candidates, reranker, topN });
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        if (answer.RootElement.GetProperty("degraded").ValueKind != JsonValueKind.Null)
            throw new InvalidOperationException("An answer was degraded: the figures would not be the reranker's.");
        return [.. answer.RootElement.GetProperty("results").EnumerateArray()
            .Select(result => PageOf(result.GetProperty("document").GetString()!, result.GetProperty("page")))];
    }

    private static string PageOf(string document, object? page) => $"{document}#page={page}";

    /// <summary>The pages of all chunks: what could be found at all.</summary>
    private static async Task<HashSet<string>> PagesAsync(Uri endpoint)
    {
        using var qdrant = new QdrantClient(endpoint);
        var points = await qdrant.ScrollAsync(new QdrantOptions().Collection, new Filter(), limit: 10_000);
        return [.. points.Result.Select(point => PageOf(point.Payload["document"].StringValue, point.Payload.GetValueOrDefault("page")?.IntegerValue))];
    }

    private static List<(string Text, List<string> Pages)> Questions(string folder)
    {
        var pages = File.ReadLines(Path.Combine(folder, "qrels.tsv"))
            .Select(line => line.Split('\t')).Where(fields => fields.Length == 3 && fields[2] != "0")
            .ToLookup(fields => fields[0], fields => fields[1]);
        return [.. File.ReadLines(Path.Combine(folder, "queries.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(query => (query.GetProperty("text").GetString()!, pages[query.GetProperty("id").GetString()!].ToList()))];
    }
}
