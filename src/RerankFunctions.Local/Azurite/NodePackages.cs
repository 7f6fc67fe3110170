using System.Security.Cryptography;

namespace RerankFunctions.Local.Azurite;

/// <summary>Installs what a folder's package-lock.json pins into its node_modules, once for each content of that file.</summary>
public static class NodePackages
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);

    /// <param name="folder">Holds package.json and package-lock.json.</param>
    /// <param name="report">Told, in words for the user, if there is something to install.</param>
    /// <exception cref="StartupException">npm is missing, or failed.</exception>
    public static async Task RestoreAsync(string folder, Action<string>? report, CancellationToken cancellationToken)
    {
        var modules = Path.Combine(folder, "node_modules");
        var stamp = Path.Combine(modules, ".restored");
        var wanted = Convert.ToHexString(SHA256.HashData(
            await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"), cancellationToken)));
        bool Done() => File.Exists(stamp) && File.ReadAllText(stamp) == wanted;

        if (Done())
            return;

        using var mutex = await LockAsync(folder, cancellationToken);
        if (Done())
            return;

        report?.Invoke($"Installing {Path.GetFileName(folder)} from npm, once");
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var (exitCode, output) = await NodeRuntime.RunAsync(npm, ["ci", "--ignore-scripts"], folder, cancellationToken);
        if (exitCode != 0)
        {
            var reason = output.Split('\n').LastOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
            throw new StartupException($"'npm ci' failed in {folder}; run it there to see why. {reason?.Trim()}");
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
    }

    /// <summary>Tests and runners in other processes install into the same folder.</summary>
    private static async Task<FileStream> LockAsync(string folder, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder)))[..16];
        var path = Path.Combine(Path.GetTempPath(), $"rerank-functions-npm-{name}.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(LockRetry, cancellationToken);
            }
        }
    }
}
