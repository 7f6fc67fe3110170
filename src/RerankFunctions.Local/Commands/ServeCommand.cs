using RerankFunctions.Local.Display;

namespace RerankFunctions.Local.Commands;

/// <summary>No command: brings all up, shows the example, then serves and watches until told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(RunnerOptions options, CancellationToken cancellationToken)
    {
        await using var up = await BringUp.StartAsync(options, cancellationToken);
        await up.ShowAsync(options, cancellationToken);
        WhatToTry.Show(up.Stack, options.Key);

        await foreach (var run in up.Journal.FollowAsync(cancellationToken))
            Output.Run(run);
        return 0;
    }
}
