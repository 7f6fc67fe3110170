using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Threading.Channels;
using RerankFunctions.Local;

namespace RerankFunctions.Testing;

/// <summary>A local host in a process of its own, which ends as a crash ends it: at once, with nothing put in order.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly string Configuration = typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _errors = new();

    private HostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>The workers that it has started, in order.</summary>
    public ConcurrentQueue<int> Workers { get; } = new();

    /// <summary>Where a project of this repository is built to, in the configuration of these tests.</summary>
    public static string OutputOf(params string[] project) => Repository.Path([.. project, "bin", Configuration, "net10.0"]);

    /// <param name="temporaryFiles">The folder for temporary files; null for the usual one.</param>
    public static async Task<HostProcess> StartAsync(
        string appFolder, IEnumerable<KeyValuePair<string, string?>> settings, CancellationToken cancellationToken, string? temporaryFiles = null)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(OutputOf("tests", "RerankFunctions.Host.TestProcess"), "RerankFunctions.Host.TestProcess.dll"),
                appFolder, .. settings.Select(setting => $"{setting.Key}={setting.Value}"),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (temporaryFiles is not null)
        {
            foreach (var name in new[] { "TMPDIR", "TMP", "TEMP" })
                start.Environment[name] = temporaryFiles;
        }

        var host = new HostProcess(Process.Start(start)!);
        try
        {
            host.BaseAddress = new Uri(await host.ExpectAsync("ready", cancellationToken));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a line of this first word, and returns the rest.</summary>
    public async Task<string> ExpectAsync(string word, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(cancellationToken);
                if (line.StartsWith(word + " ", StringComparison.Ordinal))
                    return line[(word.Length + 1)..];
            }
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException($"The host ended before '{word}': {string.Join(' ', _errors)}");
        }
    }

    /// <summary>SIGKILL, or what comes closest, to the host alone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public async Task KillWorkerAsync(CancellationToken cancellationToken)
    {
        using var worker = Process.GetProcessById(Workers.Last());
        worker.Kill();
        await worker.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Stops it in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            _lines.Writer.TryComplete();
        else if (line.StartsWith("worker ", StringComparison.Ordinal))
            Workers.Enqueue(int.Parse(line["worker ".Length..], System.Globalization.CultureInfo.InvariantCulture));
        else
            _lines.Writer.TryWrite(line);
    }
}
