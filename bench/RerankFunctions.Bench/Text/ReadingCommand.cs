using System.Globalization;
using RerankFunctions.Reading;

namespace RerankFunctions.Bench.Text;

/// <summary>
/// Processor time of the readers by format, in this process, so that two commits can be compared. A round reads the files of each format,
/// as often as takes a few tenths of a second; rounds that are not counted come before, for the compiler to have done its work.
/// </summary>
internal static class ReadingCommand
{
    private const int RoundsBefore = 4;
    private const int LeastMilliseconds = 300;
    private const string RoundsOption = "--rounds=";

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = args.FirstOrDefault(arg => !arg.StartsWith("--", StringComparison.Ordinal)) ?? SharedData.Find("formats");
        if (folder is null || !Directory.Exists(folder))
        {
            Console.WriteLine("Name a folder with files to read.");
            return 1;
        }

        var rounds = args.FirstOrDefault(arg => arg.StartsWith(RoundsOption, StringComparison.Ordinal)) is { } option
            ? int.Parse(option.AsSpan(RoundsOption.Length), CultureInfo.InvariantCulture) : 9;
        var formats = await FormatsAsync(folder);
        for (var round = -RoundsBefore; round < rounds; round++)
        {
            foreach (var format in formats)
            {
                var (time, allocated) = await ReadAsync(format);
                if (round >= 0)
                    format.Rounds.Add((time, allocated));
                else if (time.TotalMilliseconds * format.Repeats < LeastMilliseconds)
                    format.Repeats = (int)Math.Min(1000, LeastMilliseconds / Math.Max(0.3, time.TotalMilliseconds) + 1);
            }
        }

        Console.WriteLine("| format | files | MB | CPU ms, median | least | most | MB allocated |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var format in formats)
            Console.WriteLine(format);
        return 0;
    }

    // Only what is read: how soon a broken file is refused is of no interest, and some end the process that reads them.
    private static async Task<List<Format>> FormatsAsync(string folder)
    {
        var formats = new SortedDictionary<string, Format>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            try
            {
                await ReadAsync(OurReaders.For(path), await File.ReadAllBytesAsync(path));
            }
            catch (UnreadableDocumentException)
            {
                continue;
            }

            var reader = OurReaders.InThisProcess(Path.GetExtension(path));
            if (!formats.TryGetValue(reader.Name, out var format))
                formats[reader.Name] = format = new Format(reader);
            format.Files.Add(await File.ReadAllBytesAsync(path));
        }

        return [.. formats.Values];
    }

    private static async Task<(TimeSpan Time, long Allocated)> ReadAsync(Format format)
    {
        GC.Collect();
        var (before, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        for (var repeat = 0; repeat < format.Repeats; repeat++)
            foreach (var file in format.Files)
                await ReadAsync(format.Reader, file);
        return ((Environment.CpuUsage.TotalTime - before) / format.Repeats, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / format.Repeats);
    }

    private static async Task ReadAsync(IDocumentReader reader, byte[] file)
    {
        using var content = new MemoryStream(file);
        await foreach (var block in reader.ReadAsync(content, new ReadingNotes(), CancellationToken.None))
            _ = block;
    }

    private sealed class Format(IDocumentReader reader)
    {
        public IDocumentReader Reader => reader;
        public List<byte[]> Files { get; } = [];
        public int Repeats { get; set; } = 1;
        public List<(TimeSpan Time, long Allocated)> Rounds { get; } = [];

        public override string ToString()
        {
            var times = Rounds.Select(round => round.Time.TotalMilliseconds).Order().ToList();
            return string.Create(CultureInfo.InvariantCulture,
                $"| {reader.Name} | {Files.Count} | {Files.Sum(file => (long)file.Length) / 1e6:F1} | {times[times.Count / 2]:F1} | {times[0]:F1} | {times[^1]:F1} "
                + $"| {Rounds.Min(round => round.Allocated) / 1e6:F0} |");
        }
    }
}
