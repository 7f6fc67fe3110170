using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RerankFunctions.Local;
using RerankFunctions.Local.Azurite;

namespace RerankFunctions.Emulators.Tests;

/// <summary>
/// Runs the scripts of conformance/, in which clients we did not write talk to our emulators. Their packages are installed
/// on first use, once, whichever test process comes first.
/// </summary>
public static class NodeConformance
{
    private static readonly string Folder =
        Repository.Path("tests", "RerankFunctions.Emulators.Tests", "conformance");

    /// <summary>Runs a script of the folder with these environment variables and gives its exit code and all it printed.</summary>
    public static async Task<NodeRun> RunAsync(
        string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        await NodePackages.RestoreAsync(Folder, report: null, cancellationToken);
        return await StartAsync("node", [script], environment, cancellationToken);
    }

    private static async Task<NodeRun> StartAsync(
        string program, string[] arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new NodeRun(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{start.FileName} does not start. These tests need Node 20 or newer.", e);
        }
    }
}

/// <summary>How a script ended, with standard output followed by standard error.</summary>
public sealed record NodeRun(int ExitCode, string Output);
