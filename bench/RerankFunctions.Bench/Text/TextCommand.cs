using System.Diagnostics;
using System.Globalization;
using RerankFunctions.Reading;

namespace RerankFunctions.Bench.Text;

/// <summary>
/// How much of a document's text the readers give: words, and pairs of neighbouring words, against another reading of the same file.
/// </summary>
internal static class TextCommand
{
    private const string PdfPigLayout = "--layout=pdfpig";

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = args.FirstOrDefault(arg => !arg.StartsWith("--", StringComparison.Ordinal)) ?? SharedData.Find("formats");
        if (folder is null || !Directory.Exists(folder))
        {
            Console.WriteLine("Name a folder with files to read.");
            return 1;
        }

        var usesPdfPig = args.Contains(PdfPigLayout);
        var rows = new List<TextRow>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (ReferenceText.For(path) is not { } reference || usesPdfPig && !path.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
                continue;
            var row = await RowAsync(folder, path, reference, usesPdfPig);
            rows.Add(row);
            Console.WriteLine(row);
        }

        foreach (var group in rows.Where(row => row.Score is not null).GroupBy(row => Path.GetExtension(row.Name).ToLowerInvariant()).OrderBy(group => group.Key))
            Console.WriteLine(Summary(group.Key, [.. group]));
        return 0;
    }

    private static async Task<TextRow> RowAsync(string folder, string path, Func<string, Task<string>> reference, bool usesPdfPig)
    {
        var name = Path.GetRelativePath(folder, path);
        try
        {
            var watch = Stopwatch.StartNew();
            var ours = usesPdfPig ? PdfPigText.Read(path) : await OurTextAsync(path);
            var elapsed = watch.Elapsed;
            var other = await reference(path);
            return new TextRow(name, WordScore.Compare(WordScore.WordsOf(other), WordScore.WordsOf(ours)), elapsed, null);
        }
        catch (UnreadableDocumentException refusal)
        {
            return new TextRow(name, null, TimeSpan.Zero, refusal.Message);
        }
    }

    private static async Task<string> OurTextAsync(string path)
    {
        var text = new List<string>();
        await using var content = File.OpenRead(path);
        await foreach (var block in OurReaders.For(path).ReadAsync(content, new ReadingNotes(), CancellationToken.None))
        {
            // The title stands apart from the text, in the file as in ours.
            if (block.Kind != BlockKind.Title)
                text.Add(block.TableHeader is { } header ? $"{header}\n{block.Text}" : block.Text);
        }

        return string.Join('\n', text);
    }

    private static string Summary(string kind, List<TextRow> rows)
    {
        double Median(Func<WordScore, double?> part) =>
            rows.Select(row => part(row.Score!)).OfType<double>().Order().ToList() is { Count: > 0 } values ? values[values.Count / 2] : double.NaN;
        return string.Create(CultureInfo.InvariantCulture,
            $"| **{kind}: median of {rows.Count}** | | {Median(score => score.Recall):P2} | {Median(score => score.PairRecall):P2} | {Median(score => score.Precision):P2} | {Median(score => score.PairPrecision):P2} | {rows.Sum(row => row.Elapsed.TotalMilliseconds):F0} |");
    }
}

/// <param name="Refusal">Why it was not read.</param>
internal sealed record TextRow(string Name, WordScore? Score, TimeSpan Elapsed, string? Refusal)
{
    public override string ToString() => Score is null
        ? $"| {Name} | refused: {Refusal} |"
        : string.Create(CultureInfo.InvariantCulture,
            $"| {Name} | {Score.Count} | {Score.Recall:P2} | {Score.PairRecall:P2} | {Score.Precision:P2} | {Score.PairPrecision:P2} | {Elapsed.TotalMilliseconds:F0} |");
}
