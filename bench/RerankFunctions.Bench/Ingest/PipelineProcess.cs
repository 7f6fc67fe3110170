using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Documents;
using RerankFunctions.Emulators.Cohere;
using RerankFunctions.Local.Hosting;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Hosting;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Bench.Ingest;

/// <summary>The app's functions in a process of their own, until the container's one document is worked on.</summary>
internal static class PipelineProcess
{
    public const string Role = "--pipeline";

    public static async Task<IngestedDocument> RunAsync(string storage, EmulatorProcess emulators, int dimensions)
    {
        using var process = new ChildProcess(
            Role, storage, emulators.Addresses.Cohere.ToString(), emulators.Addresses.Qdrant.ToString(), $"{dimensions}");
        return await process.AnswerAsync<IngestedDocument>();
    }

    /// <summary>What the process does.</summary>
    public static async Task<int> WorkAsync(string[] args)
    {
        var runs = new ConcurrentQueue<FunctionRun>();
        await using var host = await FunctionHost.StartAsync(
            new FunctionHostOptions
            {
                Types = typeof(IngestDocument).Assembly.GetTypes(),
                Register = builder => builder.AddRerankFunctions(),
                Settings = new Dictionary<string, string?>
                {
                    ["AzureWebJobsStorage"] = args[0],
                    [DocumentStore.ConnectionName] = args[0],
                    ["Cohere__Endpoint"] = args[1],
                    ["Cohere__ApiKey"] = "any",
                    ["Cohere__EmbedModel"] = CohereEmulator.EmbedModel,
                    ["Cohere__EmbedInputsPerMinute"] = "10000000",
                    ["Qdrant__Endpoint"] = args[2],
                    ["Qdrant__VectorSize"] = args[3],
                },
                OnRun = runs.Enqueue,
            },
            default);
        var idle = Environment.WorkingSet;
        await host.WhenIdleAsync(default);

        using var process = Process.GetCurrentProcess();
        var page = await host.Services.GetRequiredService<IDocumentCatalog>().ListAsync(null, 1, null, default);
        Console.WriteLine(JsonSerializer.Serialize(new IngestedDocument(
            page.Documents.Sum(document => document.Chunks ?? 0),
            [.. runs.Select(run => $"{run.Outcome} (attempt {run.Attempt}{(run.Error is null ? "" : $": {run.Error}")})")],
            runs.Sum(run => run.Duration.TotalSeconds), process.TotalProcessorTime.TotalSeconds, idle, process.PeakWorkingSet64)));
        return 0;
    }
}

/// <param name="Runs">How each run of a function ended.</param>
/// <param name="Seconds">From the start of a run to its end, over all runs.</param>
/// <param name="IdleWorkingSet">Bytes, before the run.</param>
/// <param name="PeakWorkingSet">Bytes.</param>
internal sealed record IngestedDocument(
    int Chunks, string[] Runs, double Seconds, double ProcessorSeconds, long IdleWorkingSet, long PeakWorkingSet);
