using RerankFunctions.Host;
using Spectre.Console;

namespace RerankFunctions.Local.Display;

/// <summary>The terminal, or the file that output goes to: there it is plain lines.</summary>
internal static class Output
{
    private const int WidthInFiles = 160;

    public static IAnsiConsole Console { get; } = Create();

    /// <summary>Something that takes a moment begins, or has been done.</summary>
    public static void Step(string text) => Console.MarkupLineInterpolated($"[grey]•[/] {text}");

    /// <summary>A line for a run of a function.</summary>
    public static void Run(FunctionRun run)
    {
        var colour = run.Succeeded ? "green" : "red";
        var outcome = run.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (run.Succeeded ? "done" : "failed");
        Console.MarkupLine(
            $"[grey]{DateTime.Now:HH:mm:ss}[/] {Markup.Escape(run.Function)} {Markup.Escape(run.Trigger)} [{colour}]{outcome}[/] "
            + $"[grey]{run.Duration.TotalMilliseconds:0} ms[/]{(run.Error is null ? "" : $" {Markup.Escape(run.Error.ReplaceLineEndings(" "))}")}");
    }

    private static IAnsiConsole Create()
    {
        var console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
            console.Profile.Width = WidthInFiles;
        return console;
    }
}
