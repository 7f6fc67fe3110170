using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs;
using RerankFunctions.Local.Azurite;
using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Bench.Ingest;

/// <summary>
/// Puts one large document through the app's own blob trigger. Azurite, the emulators, the host and the worker each have a process, so that the
/// working set told is the worker's alone.
/// </summary>
internal static class IngestCommand
{
    private const int DefaultDimensions = 1024;
    private const double Megabyte = 1024 * 1024;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length is not (2 or 3) || args[0] is not ("chunks" or "text"))
        {
            Console.WriteLine("ingest chunks N | ingest text MEGABYTES, then the vectors' dimensions (1024)");
            return 1;
        }

        var (kind, size) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
        var dimensions = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : DefaultDimensions;

        var data = Directory.CreateTempSubdirectory("rerankfunctions-bench-");
        try
        {
            await using var azurite = await AzuriteServer.StartAsync(
                new AzuriteOptions { BlobPort = 0, QueuePort = 0, DataFolder = data.FullName }, Console.WriteLine, default);
            var storage = azurite.ConnectionString(StorageAccount.Development);
            var bytes = await UploadAsync(storage, kind, size);

            using var emulators = await EmulatorProcess.StartAsync(dimensions);
            var ingested = await AppRun.RunAsync(storage, emulators, dimensions);
            Print(kind, size, bytes, dimensions, ingested, await emulators.CountsAsync());
        }
        finally
        {
            data.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task<long> UploadAsync(string storage, string kind, int size)
    {
        var container = new BlobContainerClient(storage, DocumentStore.ContainerName);
        await container.CreateIfNotExistsAsync();
        var (name, write) = kind == "chunks"
            ? ("large.md", (Func<Stream, Task>)(stream => GeneratedText.SectionsAsync(stream, size)))
            : ("large.txt", stream => GeneratedText.ParagraphsAsync(stream, (long)(size * Megabyte)));

        var started = Stopwatch.GetTimestamp();
        await using (var stream = await container.GetBlobClient(name).OpenWriteAsync(overwrite: true))
            await write(stream);
        var length = (await container.GetBlobClient(name).GetPropertiesAsync()).Value.ContentLength;
        Console.WriteLine($"Uploaded {name}, {length / Megabyte:F1} MB, in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        return length;
    }

    private static void Print(string kind, int size, long bytes, int dimensions, IngestedDocument ingested, EmulatorCounts counts)
    {
        Console.WriteLine();
        Console.WriteLine($"| ingest {kind} {size} | |");
        Console.WriteLine("|---|---|");
        Console.WriteLine($"| document | {bytes / Megabyte:F1} MB, {ingested.Chunks:N0} chunks, vectors of {dimensions} |");
        Console.WriteLine($"| runs of IngestDocument | {string.Join(", ", ingested.Runs)} |");
        Console.WriteLine($"| time of the run | {ingested.Seconds:F1} s, {ingested.Chunks / ingested.Seconds:N0} chunks/s |");
        Console.WriteLine($"| processor time, worker | {ingested.ProcessorSeconds:F1} s |");
        Console.WriteLine($"| working set before, peak | {ingested.IdleWorkingSet / Megabyte:F0} MB, {ingested.PeakWorkingSet / Megabyte:F0} MB |");
        Console.WriteLine($"| embed calls, inputs | {counts.EmbedCalls:N0}, {counts.EmbedInputs:N0} |");
        Console.WriteLine($"| Qdrant calls | {string.Join(", ", counts.Qdrant.Select(count => $"{count.Key} {count.Value:N0}"))} |");
    }
}
