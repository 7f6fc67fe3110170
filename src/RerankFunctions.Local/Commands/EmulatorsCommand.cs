using RerankFunctions.Local.Display;
using RerankFunctions.Local.Stack;

namespace RerankFunctions.Local.Commands;

/// <summary>Brings up the storage and the emulators only, for functions that Core Tools run.</summary>
internal static class EmulatorsCommand
{
    public static async Task<int> RunAsync(RunnerOptions options, CancellationToken cancellationToken)
    {
        using var state = StateFolder.Open(options.StateRoot);
        if (options.Fresh)
            state.Empty();

        await using var dependencies = await Dependencies.StartAsync(BringUp.StackOptionsOf(options, state), cancellationToken);
        SettingsToUse.Show(dependencies);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }
}
