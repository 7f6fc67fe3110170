using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Bench.Quality;

/// <summary>
/// Four callers at once, each with 96 texts of 512 tokens and more, over HTTP: the process's memory, and how far the answers are from those
/// to single texts.
/// </summary>
internal static class EmbedLoadCommand
{
    private const int Callers = 4, TextsACall = 96, Singles = 8;

    public static async Task<int> RunAsync(string[] args)
    {
        if (LocalModels.Missing is { } reason)
        {
            Console.WriteLine($"Skipped: {reason}.");
            return 0;
        }

        Report("before");
        await using var models = LocalModels.Load(folder: null);
        await using var emulator = await CohereEmulator.StartAsync(new CohereEmulatorOptions { Models = models }, default);
        Report("model loaded");
        using var http = new HttpClient { BaseAddress = emulator.Endpoint, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "any");

        var calls = Enumerable.Range(0, Callers).Select(call => Enumerable.Range(0, TextsACall)
            .Select(text => string.Concat(Enumerable.Range(0, 400 + text).Select(word => $"word{(call * 7) + (text * 13) + word} "))).ToArray()).ToList();
        var started = Stopwatch.GetTimestamp();
        var together = await Task.WhenAll(calls.Select(texts => EmbedAsync(http, texts)));
        Console.WriteLine($"{Callers} calls of {TextsACall} texts in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        Report("after them");

        await using var fresh = LocalModels.Load(folder: null);
        var difference = 0f;
        for (var text = 0; text < TextsACall; text += TextsACall / Singles)
        {
            var alone = await fresh.EmbedAsync(new TextsToEmbed([calls[0][text]], AreQueries: false, 512, KeepEnd: false, 1024), default);
            difference = Math.Max(difference, alone[0].Zip(together[0][text], (a, b) => Math.Abs(a - b)).Max());
        }

        Console.WriteLine($"Largest difference to a single text's numbers: {difference:E1}");
        return 0;
    }

    private static void Report(string when)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{when}: working set {process.WorkingSet64 >> 20} MB, at most {process.PeakWorkingSet64 >> 20} MB so far");
    }

    private static async Task<float[][]> EmbedAsync(HttpClient http, string[] texts)
    {
        using var response = await http.PostAsJsonAsync("v2/embed", new { model = "embed-english-v3.0", input_type = "search_document", texts });
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return [.. answer.RootElement.GetProperty("embeddings").GetProperty("float").EnumerateArray()
            .Select(vector => vector.EnumerateArray().Select(number => number.GetSingle()).ToArray())];
    }
}
