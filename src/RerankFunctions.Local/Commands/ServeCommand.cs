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

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = up.Stack.Functions.Failed.ContinueWith(_ => stop.CancelAsync(), TaskScheduler.Default);
        try
        {
            await foreach (var run in up.Journal.FollowAsync(stop.Token))
                Output.Run(run);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartupException((await up.Stack.Functions.Failed).Message);
        }

        return 0;
    }
}
