using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RerankFunctions.Tests.Documents;

/// <summary>The app's functions in a process of their own, which ends as a crash ends it: at once, with nothing put in order.</summary>
internal sealed class KillableHost : IDisposable
{
    private const string Assembly = "RerankFunctions.Tests.Host.dll";

    private readonly Process _process;

    private KillableHost(Process process) => _process = process;

    /// <param name="temporaryFiles">The folder for its temporary files.</param>
    public static async Task<KillableHost> StartAsync(
        string storage, IReadOnlyDictionary<string, string?> settings, string temporaryFiles, CancellationToken cancellationToken)
    {
        var dotnet = Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var host = new KillableHost(Process.Start(new ProcessStartInfo(
            dotnet, [Path.Combine(AppContext.BaseDirectory, Assembly), storage, .. settings.Select(setting => $"{setting.Key}={setting.Value}")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TMPDIR"] = temporaryFiles, ["TMP"] = temporaryFiles, ["TEMP"] = temporaryFiles },
        })!);
        try
        {
            await host.ExpectAsync("ready", cancellationToken);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Returns when all that is in the container has been worked on.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync(cancellationToken);
        await ExpectAsync("idle", cancellationToken);
    }

    /// <summary>SIGKILL, or what comes closest.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task ExpectAsync(string line, CancellationToken cancellationToken)
        => Assert.Equal(line, await _process.StandardOutput.ReadLineAsync(cancellationToken));
}
