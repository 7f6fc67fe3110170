using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace RerankFunctions.Local.Tests;

/// <summary>
/// Runs the scripts of conformance/, in which clients we did not write talk to our emulators. Their packages are installed
/// on first use, once, whichever test process comes first.
/// </summary>
public static class NodeConformance
{
    private static readonly string Folder =
        Path.Combine(RepositoryFolder.Root, "tests", "RerankFunctions.Local.Tests", "conformance");

    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>Runs a script of the folder with these environment variables and gives its exit code and all it printed.</summary>
    public static async Task<NodeRun> RunAsync(
        string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        return await StartAsync("node", [script], environment, cancellationToken);
    }

    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        await Installing.WaitAsync(cancellationToken);
        try
        {
            await using var alone = await LockAsync(cancellationToken);
            var wanted = Convert.ToHexString(SHA256.HashData(
                await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken)));
            var installed = Path.Combine(Folder, "node_modules", ".installed");
            if (File.Exists(installed) && await File.ReadAllTextAsync(installed, cancellationToken) == wanted)
                return;

            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var run = await StartAsync(npm, ["ci", "--no-fund", "--no-audit"], new Dictionary<string, string>(), cancellationToken);
            if (run.ExitCode != 0)
                throw new InvalidOperationException($"npm ci failed in {Folder}:\n{run.Output}");
            await File.WriteAllTextAsync(installed, wanted, cancellationToken);
        }
        finally
        {
            Installing.Release();
        }
    }

    // Another test process may be installing into the same folder: whoever holds the file goes first.
    private static async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "obj"));
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder.FullName, "npm.lock"), FileMode.Create, FileAccess.Write, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
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
