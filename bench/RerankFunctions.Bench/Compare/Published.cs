using System.Diagnostics;
using System.Runtime.InteropServices;
using RerankFunctions.Local;

namespace RerankFunctions.Bench.Compare;

/// <summary>An app as it is deployed, compiled ahead of time: a start under the JIT alone is one that no user sees.</summary>
internal static class Published
{
    public static async Task<string> PublishAsync(string project, string into)
    {
        var folder = Path.Combine(into, Path.GetFileName(project));
        var publish = new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.Path(project), "-c", "Release", "-o", folder, "-r", RuntimeInformation.RuntimeIdentifier,
                "-p:PublishReadyToRun=true", "--self-contained", "false", "--nologo", "-v", "quiet",
            ]);
        using var process = Process.Start(publish)!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? folder : throw new InvalidOperationException($"'dotnet publish' of {project} failed.");
    }
}
