using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Host;
using RerankFunctions.Host.Events;
using RerankFunctions.Local;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Bench.Ingest;

/// <summary>The app's Release build in its worker process, until the container's one document is worked on.</summary>
internal static class AppRun
{
    /// <summary>Tells the host of all that is in the container, and returns when that has been worked on.</summary>
    public static async Task IngestAllAsync(FunctionsHost host, string storage)
    {
        await using var events = BlobEventGrid.Start(
            storage, DocumentStore.ContainerName,
            [.. host.EventTriggeredByBlobs.Select(function => BlobEventSubscription.CreatedToWebHook(function, null, host.BaseAddress))],
            Timeout.InfiniteTimeSpan);
        await events.LookAsync(default);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await host.PendingAsync(default) > 0)
            await timer.WaitForNextTickAsync();
    }

    public static async Task<IngestedDocument> RunAsync(string storage, EmulatorProcess emulators, int dimensions)
    {
        var runs = new ConcurrentQueue<FunctionRun>();
        var worker = 0;
        await using var host = await FunctionsHost.StartAsync(
            new FunctionsHostOptions
            {
                AppFolder = Repository.Path("src", "RerankFunctions", "bin", "Release", "net10.0"),
                Settings = new Dictionary<string, string?>
                {
                    ["AzureWebJobsStorage"] = storage,
                    ["RepairSchedule"] = "0 0 3 * * *",
                    [DocumentStore.ConnectionName] = storage,
                    ["Cohere__Endpoint"] = emulators.Addresses.Cohere.ToString(),
                    ["Cohere__ApiKey"] = "any",
                    ["Cohere__EmbedModel"] = CohereEmulator.EmbedModel,
                    ["Cohere__EmbedInputsPerMinute"] = "10000000",
                    ["Ingestion__MaxPassages"] = "10000000",
                    ["Qdrant__Endpoint"] = emulators.Addresses.Qdrant.ToString(),
                    ["Qdrant__VectorSize"] = $"{dimensions}",
                },
                OnRun = runs.Enqueue,
                OnWorkerStarted = process => worker = process,
            },
            default);
        using var process = Process.GetProcessById(worker);
        var idle = process.WorkingSet64;
        await IngestAllAsync(host, storage);

        process.Refresh();
        var (time, peak) = (process.TotalProcessorTime.TotalSeconds, process.PeakWorkingSet64);
        var ingestion = runs.Where(run => run.Status is null).ToList();
        using var http = new HttpClient { BaseAddress = host.BaseAddress };
        var page = await http.GetFromJsonAsync<JsonElement>("api/documents");
        return new IngestedDocument(
            page.GetProperty("documents").EnumerateArray().Sum(document => document.GetProperty("chunks").GetInt32()),
            [.. ingestion.Select(run => run.Error is null ? "succeeded" : $"failed: {run.Error}")],
            ingestion.Sum(run => run.Duration.TotalSeconds), time, idle, peak);
    }
}

/// <param name="Runs">How each run of a function ended.</param>
/// <param name="Seconds">From the start of a run to its end, over all runs.</param>
/// <param name="ProcessorSeconds">Of the worker.</param>
/// <param name="IdleWorkingSet">Bytes, of the worker before the run.</param>
/// <param name="PeakWorkingSet">Bytes, of the worker.</param>
internal sealed record IngestedDocument(
    int Chunks, string[] Runs, double Seconds, double ProcessorSeconds, long IdleWorkingSet, long PeakWorkingSet);
