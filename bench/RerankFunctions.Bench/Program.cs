using RerankFunctions.Bench.AzureHr;
using RerankFunctions.Bench.ChunkEval;
using RerankFunctions.Bench.Compare;
using RerankFunctions.Bench.Ingest;
using RerankFunctions.Bench.Modes;
using RerankFunctions.Bench.Quality;
using RerankFunctions.Bench.Text;
using RerankFunctions.Bench.TokenCounts;

Dictionary<string, (string What, Func<string[], Task<int>> RunAsync)> commands = new()
{
    ["chunkeval"] = ("Gold spans that stay whole, and precision: the structure chunker against fixed sizes [max overlap]", ChunkEvalCommand.RunAsync),
    ["ingest"] = ("Time, working set and calls of one large document: chunks N, or text MEGABYTES [vector dimensions]", IngestCommand.RunAsync),
    ["compare"] = ("Start, search and memory against a bare function app under the same host [rounds]", CompareCommand.RunAsync),
    ["azure-hr"] = ("How often the gold page of a question is among the passages found, on six PDFs", AzureHrCommand.RunAsync),
    ["quality"] = ("How well the local models rank judged collections, every document against every question [collections]", QualityCommand.RunAsync),
    ["quality-e2e"] = ("The same through upload and search [collections]", EndToEndCommand.RunAsync),
    ["quality-modes"] = ("How well each retrieval mode ranks judged collections, and reranked [collections]", ModeQualityCommand.RunAsync),
    ["mode-times"] = ("What retrieving takes by each mode among 30,000 passages", ModeTimesCommand.RunAsync),
    ["embed-load"] = ("Memory of the local model under four full calls at once, and how far their answers are from single ones", EmbedLoadCommand.RunAsync),
    ["text"] = ("Words, and pairs of words in order, that readers give of what pdftotext, the XML or the DOM have [folder] [--layout=pdfpig]", TextCommand.RunAsync),
    ["reading"] = ("Processor time of the readers by format, to compare commits by [folder] [--rounds=9]", ReadingCommand.RunAsync),
    ["tokencount"] = ("The conservative token count against real tokenizers [a BERT vocab.txt]", TokenCountCommand.RunAsync),
};

if (args is [EmulatorProcess.Role, ..])
    return await EmulatorProcess.ServeAsync(args[1..]);
if (args.Length > 0 && commands.TryGetValue(args[0], out var command))
    return await command.RunAsync(args[1..]);

Console.WriteLine("Usage: dotnet run -c Release --project bench/RerankFunctions.Bench -- <command>");
foreach (var (name, (what, _)) in commands)
    Console.WriteLine($"  {name,-12} {what}");
return 1;
