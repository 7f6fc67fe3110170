using System.Diagnostics;
using System.Globalization;
using RerankFunctions.Bench.Ingest;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Host;
using RerankFunctions.Local;
using RerankFunctions.Local.Azurite;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Bench.Compare;

/// <summary>The app against a bare one with the same three calls, under the same host and on the same index, in alternating rounds.</summary>
internal static class CompareCommand
{
    private const int Dimensions = 1024;
    private const int Rounds = 7;
    private const int Alone = 200;
    private const int Connections = 16;
    private const int EachConnection = 50;
    private const string Search = "api/search?q=why+should+features+be+scaled";

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Rounds;
        await using var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { BlobPort = 0, QueuePort = 0 }, Console.WriteLine, default);
        using var emulators = await EmulatorProcess.StartAsync(Dimensions);
        var storage = azurite.ConnectionString(StorageAccount.Development);
        var settings = Settings(storage, emulators.Addresses);
        var folder = Directory.CreateTempSubdirectory("rerank-compare-").FullName;
        var app = await Published.PublishAsync("src/RerankFunctions", folder);
        var bare = await Published.PublishAsync("bench/RerankFunctions.Bench.BareApp", folder);
        await IndexSamplesAsync(app, settings, storage);

        var (apps, bares) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < rounds; round++)
        {
            apps.Add(await MeasureAsync(app, settings));
            bares.Add(await MeasureAsync(bare, settings));
            Console.WriteLine($"round {round + 1}: start {apps[^1].Start.TotalSeconds:F2} s, bare {bares[^1].Start.TotalSeconds:F2} s");
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine();
        Console.WriteLine($"| median of {rounds} | this app | bare app | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Print("start to first search, s", measured => measured.Start.TotalSeconds);
        Print("search alone, p50, ms", measured => measured.Alone);
        Print($"search at {Connections} connections, p50, ms", measured => measured.Together);
        Print("worker's working set afterwards, MB", measured => measured.WorkingSet / 1024.0 / 1024.0);
        return 0;

        void Print(string what, Func<Measured, double> value)
        {
            var (ours, theirs) = (Median(apps.Select(value)), Median(bares.Select(value)));
            Console.WriteLine($"| {what} | {ours:F1} | {theirs:F1} | {ours / theirs:F2} |");
        }
    }

    private static Dictionary<string, string?> Settings(string storage, EmulatorAddresses addresses) => new()
    {
        ["AzureWebJobsStorage"] = storage,
        ["RepairSchedule"] = "0 0 3 * * *",
        [DocumentStore.ConnectionName] = storage,
        ["Cohere__Endpoint"] = addresses.Cohere.ToString(),
        ["Cohere__ApiKey"] = "any",
        ["Cohere__EmbedModel"] = CohereEmulator.EmbedModel,
        ["Cohere__RerankModel"] = CohereEmulator.RerankModel,
        ["Cohere__EmbedInputsPerMinute"] = "10000000",
        ["Qdrant__Endpoint"] = addresses.Qdrant.ToString(),
    };

    private static async Task IndexSamplesAsync(string app, Dictionary<string, string?> settings, string storage)
    {
        await using var host = await FunctionsHost.StartAsync(new FunctionsHostOptions { AppFolder = app, Settings = settings }, default);
        var container = new Azure.Storage.Blobs.BlobContainerClient(storage, DocumentStore.ContainerName);
        await container.CreateIfNotExistsAsync();
        var samples = Repository.Path("samples");
        foreach (var file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories))
            await container.GetBlobClient(Path.GetRelativePath(samples, file).Replace('\\', '/')).UploadAsync(file, overwrite: true);
        await AppRun.IngestAllAsync(host, storage);
    }

    private static async Task<Measured> MeasureAsync(string folder, Dictionary<string, string?> settings)
    {
        var worker = 0;
        var started = Stopwatch.GetTimestamp();
        await using var host = await FunctionsHost.StartAsync(
            new FunctionsHostOptions { AppFolder = folder, Settings = settings, OnWorkerStarted = process => worker = process }, default);
        using var http = new HttpClient { BaseAddress = host.BaseAddress };
        await AskAsync(http);
        var start = Stopwatch.GetElapsedTime(started);

        var alone = new List<double>();
        for (var i = 0; i < Alone; i++)
            alone.Add(await AskAsync(http));
        var together = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var times = new List<double>();
            for (var i = 0; i < EachConnection; i++)
                times.Add(await AskAsync(http));
            return times;
        }));
        using var process = Process.GetProcessById(worker);
        return new Measured(start, Median(alone), Median(together.SelectMany(times => times)), process.WorkingSet64);
    }

    private static async Task<double> AskAsync(HttpClient http)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(Search);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <param name="Start">From the host's start to the first answered search.</param>
    /// <param name="Alone">Milliseconds, median.</param>
    /// <param name="Together">Milliseconds, median.</param>
    /// <param name="WorkingSet">Bytes, of the worker.</param>
    private sealed record Measured(TimeSpan Start, double Alone, double Together, long WorkingSet);
}
