using System.Diagnostics;
using RerankFunctions.Local;

namespace RerankFunctions.Tests.Publishing;

/// <summary>The folder that is deployed: published once for all tests of this assembly that ask for it, as azd and the deploy workflow do.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"rerankfunctions-published-{Guid.NewGuid():N}");

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo("dotnet", ["publish", Repository.Path("src", "RerankFunctions"), "-c", "Release", "-o", Folder, "--nologo"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'dotnet publish' failed:\n{await output}\n{await errors}");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
