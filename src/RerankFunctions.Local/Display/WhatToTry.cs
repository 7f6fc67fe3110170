using RerankFunctions.Local.Stack;
using Spectre.Console;

namespace RerankFunctions.Local.Display;

/// <summary>What a newcomer can do next.</summary>
internal static class WhatToTry
{
    public static void Show(LocalStack stack, string? key)
    {
        var header = key is null ? "" : $" -H 'x-functions-key: {key}'";
        Output.Console.WriteLine();
        Output.Console.MarkupLine("[bold]Try[/]");
        Line($"  curl{header} '{new Uri(stack.BaseAddress, "api/search?q=how+to+deal+with+outliers").AbsoluteUri}'");
        Line("  Upload a file, and it is searchable within seconds: container 'documents' at");
        Line($"    {stack.Documents.Uri.AbsoluteUri}  (Storage Explorer, the Azure SDK, azcopy)");
        Line($"  Functions: {string.Join(", ", stack.Functions.Routes)}");
        Output.Console.MarkupLine("[grey]Serving and watching; Ctrl-C ends it.[/]");
    }

    /// <summary>Never wrapped, so that it can be copied.</summary>
    private static void Line(string text) => Output.Console.Profile.Out.Writer.WriteLine(text);
}
