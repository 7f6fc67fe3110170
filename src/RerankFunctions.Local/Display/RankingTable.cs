using System.Globalization;
using RerankFunctions.Pipeline.Search;
using Spectre.Console;

namespace RerankFunctions.Local.Display;

/// <summary>The ranking before and after reranking, side by side.</summary>
internal static class RankingTable
{
    public static void Show(ExampleAnswer answer)
    {
        Output.Console.WriteLine();
        Output.Console.MarkupLineInterpolated($"[bold]“{ExampleAnswer.Question}”[/]");
        if (answer.Response is not { } response)
        {
            Output.Console.MarkupLineInterpolated($"[red]{answer.Problem!}[/]");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "#",
            $"Retrieved by {Markup.Escape(response.Models.Embed)}", "Score",
            $"Reranked by {Markup.Escape(response.Models.Rerank ?? "nothing")}", "Score", "Was");
        var retrieved = response.Results.OrderBy(result => result.Retrieval.Rank).ToList();
        foreach (var (before, after) in retrieved.Zip(response.Results))
        {
            table.AddRow(
                after.Rank.ToString(CultureInfo.InvariantCulture),
                Passage(before), Score(before.Retrieval.Score),
                Passage(after), Score(after.Score), Moved(after));
        }

        Output.Console.Write(table);
        var timings = response.Timings;
        Output.Console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[grey]embed {timings.EmbedMs:0} ms, retrieve {timings.RetrieveMs:0} ms, rerank {timings.RerankMs:0} ms, in all {timings.TotalMs:0} ms[/]"));
        if (answer.Problem is { } problem)
            Output.Console.MarkupLineInterpolated($"[yellow]{problem}[/]");
    }

    private static string Passage(SearchResult result) => Markup.Escape($"{result.Document} §{result.Chunk}");

    private static string Score(double score) => score.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Moved(SearchResult result) => (result.Retrieval.Rank - result.Rank) switch
    {
        > 0 => $"[green]{result.Retrieval.Rank} ↑[/]",
        < 0 => $"[red]{result.Retrieval.Rank} ↓[/]",
        _ => $"{result.Retrieval.Rank}",
    };
}
