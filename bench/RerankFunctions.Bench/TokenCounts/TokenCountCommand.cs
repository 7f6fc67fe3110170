using Microsoft.Extensions.Options;
using Microsoft.ML.Tokenizers;
using RerankFunctions.Bench.ChunkEval;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Reading;
using RerankFunctions.Reading.Markdown;

namespace RerankFunctions.Bench.TokenCounts;

/// <summary>
/// Compares <see cref="TokenCount"/> with real tokenizers on the chunks of chunkeval: cl100k_base, and BERT's WordPiece where a vocab.txt
/// is given.
/// </summary>
internal static class TokenCountCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (SharedData.Find("chunkeval") is not { } folder)
            return 0;

        var tokenizers = new List<(string Name, Func<string, int> Count)>();
        var cl100k = TiktokenTokenizer.CreateForEncoding("cl100k_base");
        tokenizers.Add(("cl100k_base", text => cl100k.CountTokens(text)));
        if (args.Length > 0)
        {
            var bert = BertTokenizer.Create(args[0], new BertOptions { LowerCaseBeforeTokenization = true });
            tokenizers.Add(("BERT WordPiece", text => bert.CountTokens(text) - 2));
        }

        Console.WriteLine("corpus               tokenizer        chunks   count/real: mean     least   chunks counted short   most real tokens");
        foreach (var corpus in Corpus.Load(folder))
        {
            await using var content = File.OpenRead(corpus.Path);
            var blocks = new MarkdownReader(Options.Create(new ReadingOptions())).ReadAsync(content, new ReadingNotes(), default);
            var chunks = await new StructureChunker(Options.Create(new ChunkingOptions())).ChunkAsync(blocks, default).ToListAsync();
            foreach (var (name, count) in tokenizers)
            {
                var pairs = chunks.Select(chunk => (Ours: TokenCount.Count(chunk.EmbeddingText), Real: count(chunk.EmbeddingText))).ToList();
                Console.WriteLine($"{corpus.Name,-20} {name,-15} {chunks.Count,7} {(double)pairs.Sum(pair => pair.Ours) / pairs.Sum(pair => pair.Real),18:F2}"
                    + $" {pairs.Min(pair => (double)pair.Ours / pair.Real),9:F2} {pairs.Count(pair => pair.Ours < pair.Real),22} {pairs.Max(pair => pair.Real),18}");
            }
        }

        return 0;
    }
}
