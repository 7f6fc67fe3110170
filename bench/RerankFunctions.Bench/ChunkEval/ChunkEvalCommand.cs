using System.Globalization;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;
using RerankFunctions.Reading.Markdown;

namespace RerankFunctions.Bench.ChunkEval;

/// <summary>Measures the structure chunker, under several settings, and fixed-size chunks of the same mean length and overlap, on chunkeval.</summary>
internal static class ChunkEvalCommand
{
    private static readonly int[] MaxTokens = [64, 96, 128, 192, 256, 320, 384, 448];

    public static async Task<int> RunAsync(string[] args)
    {
        if (SharedData.Find("chunkeval") is not { } folder)
            return 0;

        Corpus[] corpora = [.. Corpus.Load(folder)];
        Console.WriteLine($"{corpora.Length} documents, {corpora.Sum(corpus => corpus.Questions.Count)} questions, "
            + $"{corpora.Sum(corpus => corpus.Questions.Sum(spans => spans.Length))} gold spans. whole, precision, repeated and found in percent; length in letters and digits.");
        Console.WriteLine();
        Console.WriteLine("                                                      structure             fixed size");
        Console.WriteLine("  max overlap corpus              chunks  length   whole precision   whole precision  repeated  found");

        if (args.Length == 2)
        {
            await MeasureAsync(corpora, new ChunkingOptions { MaxTokens = Number(args[0]), OverlapTokens = Number(args[1]) }, each: true);
            return 0;
        }

        foreach (var max in MaxTokens)
        {
            foreach (var overlap in new[] { 0, max / 8, max / 4 })
                await MeasureAsync(corpora, new ChunkingOptions { MaxTokens = max, OverlapTokens = overlap }, each: false);
        }

        Console.WriteLine();
        await MeasureAsync(corpora, new ChunkingOptions(), each: true);
        return 0;
    }

    private static async Task MeasureAsync(Corpus[] corpora, ChunkingOptions options, bool each)
    {
        var (structure, fixedSize) = (new SpanScore(), new SpanScore());
        var (count, length, found, total) = (0, 0, 0, 0);
        foreach (var corpus in corpora)
        {
            ChunkCover[] chunks = [.. ChunkCover.Find(corpus.Letters, await ChunkAsync(corpus, options))];
            var structureScore = SpanScore.Measure(corpus, chunks);

            var letters = chunks.Sum(chunk => chunk.Length);
            var charsPerLetter = (double)corpus.Text.Length / corpus.Letters.Length;
            var size = charsPerLetter * letters / chunks.Length;
            var repeated = Math.Max(0, 1 - ((double)corpus.Letters.Length / letters));
            var fixedScore = SpanScore.Measure(
                corpus, [.. ChunkCover.Find(corpus.Letters, FixedSize.Cut(corpus.Text, size, size * repeated))]);

            if (each)
                Print(corpus.Name, chunks.Length, letters, structureScore, fixedScore, corpus.Letters.Length, chunks.Sum(chunk => chunk.Found));
            (structure, fixedSize) = (structure + structureScore, fixedSize + fixedScore);
            (count, length, found, total) = (count + chunks.Length, length + letters, found + chunks.Sum(chunk => chunk.Found), total + corpus.Letters.Length);
        }

        Print("all", count, length, structure, fixedSize, total, found);

        void Print(string name, int chunks, int letters, SpanScore ours, SpanScore theirs, int corpusLetters, int covered) =>
            Console.WriteLine($"{options.MaxTokens,5} {options.OverlapTokens,7} {name,-20} {chunks,5} {(double)letters / chunks,7:F0} {ours} {theirs}"
                + $" {Math.Max(0, 100 - (100.0 * corpusLetters / letters)),9:F1} {100.0 * covered / letters,6:F1}");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<List<string>> ChunkAsync(Corpus corpus, ChunkingOptions options)
    {
        await using var content = File.OpenRead(corpus.Path);
        var blocks = new MarkdownReader(Options.Create(new ReadingOptions())).ReadAsync(content, new ReadingNotes(), default);
        return await new StructureChunker(Options.Create(options)).ChunkAsync(blocks, default).Select(chunk => chunk.Text).ToListAsync();
    }
}
