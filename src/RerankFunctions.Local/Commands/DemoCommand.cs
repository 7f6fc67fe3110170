using RerankFunctions.Local.Display;

namespace RerankFunctions.Local.Commands;

/// <summary>Brings all up and shows the example; the exit code says whether every document and the answer came out right.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(RunnerOptions options, CancellationToken cancellationToken)
    {
        await using var up = await BringUp.StartAsync(options, cancellationToken);
        await up.ShowAsync(options, cancellationToken);

        if (up.FailedDocuments.Count > 0)
            throw new StartupException(
                $"{up.FailedDocuments.Count} documents could not be indexed; the first is {up.FailedDocuments[0].Trigger}: {up.FailedDocuments[0].Error}");
        if (up.Example!.Problem is { } problem)
            throw new StartupException(problem);

        Output.Step("The demo came out right");
        return 0;
    }
}
