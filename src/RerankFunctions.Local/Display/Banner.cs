using RerankFunctions.Local.Stack;
using Spectre.Console;

namespace RerankFunctions.Local.Display;

/// <summary>Says what stands behind each name, so that nobody takes an emulator's ranking for a service's.</summary>
internal static class Banner
{
    public static void Show(LocalStack stack)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Service", "Here it is", "Address");
        table.AddRow("Functions", "the app in its worker process", Markup.Escape(stack.BaseAddress.AbsoluteUri));
        foreach (var dependency in stack.Dependencies)
        {
            table.AddRow(
                Markup.Escape(dependency.Name),
                dependency.Emulated ? $"[yellow]{Markup.Escape(dependency.What)}[/]" : $"[green]{Markup.Escape(dependency.What)}[/]",
                Markup.Escape(dependency.Address));
        }

        Output.Console.Write(table);
        if (stack.Dependencies.FirstOrDefault(dependency => dependency is { Name: "Cohere", Emulated: true }) is { } cohere)
        {
            var models = cohere.What.StartsWith("local/", StringComparison.Ordinal) ? "a small open model's" : "of models that compare words";
            Output.Console.MarkupLine($"[yellow]The ranking is {models}, not Cohere's.[/] Set Cohere__ApiKey for the real ones.");
        }
    }
}
