using System.ComponentModel;
using System.Diagnostics;

namespace RerankFunctions.Local.Azurite;

/// <summary>The Node.js on this machine.</summary>
public static class NodeRuntime
{
    /// <summary>What Azurite's dependencies ask for, as its package.json says too.</summary>
    public const int MinimumVersion = 20;

    private static string Advice => $"Install Node.js {MinimumVersion} or later from https://nodejs.org";

    /// <exception cref="StartupException">There is none, or it is too old.</exception>
    public static async Task RequireAsync(CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync("node", ["--version"], Repository.Root, cancellationToken);
        var version = output.Trim().TrimStart('v');
        if (exitCode != 0 || !int.TryParse(version.Split('.')[0], out var major))
            throw new StartupException($"{Advice}: 'node --version' did not answer with a version.");
        if (major < MinimumVersion)
            throw new StartupException($"{Advice}: the storage emulator needs it, and this machine has {version}.");
    }

    /// <summary>Runs a program to its end and returns all that it printed.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, folder);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <exception cref="StartupException">The program is not there.</exception>
    internal static Process Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new StartupException($"{Advice}: '{program}' could not be started.", missing);
        }
    }
}
