using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RerankFunctions.Reading.Isolation;

/// <summary>
/// A process of its own that reads one document, so that a parser that overflows its stack, hangs or eats memory takes nothing else
/// with it. It gets the worker's runtime but none of its environment, hence none of its secrets.
/// </summary>
internal sealed class ReaderProcess : IDisposable
{
    private const string Assembly = "RerankFunctions.Reader.dll";
    private const int KeptErrorCharacters = 4096;

    private static readonly string[] InheritedVariables = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT"];

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ReaderProcess(Process process)
    {
        _process = process;
        _errors = KeepFirstAsync(process.StandardError);
    }

    /// <exception cref="InvalidOperationException">This installation cannot start reader processes; the document is not to blame.</exception>
    public static async Task<ReaderProcess> StartAsync(ReaderRequest request, CancellationToken cancellationToken)
    {
        var reader = new ReaderProcess(Process.Start(StartInfo(request.Options))!);
        try
        {
            await reader._process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, ReaderJson.Lines.ReaderRequest));
            await reader._process.StandardInput.FlushAsync(cancellationToken);
            if (await reader.NextAsync(cancellationToken) is null)
                throw new InvalidOperationException($"The reader process did not start: {await reader._errors}");
            return reader;
        }
        catch (Exception failure)
        {
            var said = failure is IOException ? await reader._errors : null;
            reader.Dispose();
            if (said is not null)
                throw new InvalidOperationException($"The reader process did not start: {said}", failure);
            throw;
        }
    }

    /// <returns>The next message, or null if the process ended without one.</returns>
    public async Task<ReaderMessage?> NextAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken);
        return string.IsNullOrEmpty(line) || line[^1] != '}' ? null : JsonSerializer.Deserialize(line, ReaderJson.Lines.ReaderMessage);
    }

    /// <summary>What the process wrote to its standard error (the first of it); waits for the process to end.</summary>
    public Task<string> ErrorsAsync() => _errors;

    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(ReadingOptions options)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, Assembly);
        if (!File.Exists(assembly))
            throw new InvalidOperationException($"{Assembly} is missing beside the app: deploy all of the build's output.");
        var start = new ProcessStartInfo(DotnetPath(), [assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var name in InheritedVariables)
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        // https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector#heap-limit: hexadecimal bytes.
        start.Environment["DOTNET_GCHeapHardLimit"] = options.MaxProcessBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    // Not the process's own path: Azure Functions runs workers in a host of its own rather than under dotnet.
    private static string DotnetPath()
    {
        var executable = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var besideRuntime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", executable));
        return File.Exists(besideRuntime) ? besideRuntime : executable;
    }

    // A stack overflow prints every frame: all must be taken, little is worth keeping.
    private static async Task<string> KeepFirstAsync(StreamReader errors)
    {
        var kept = new StringBuilder();
        var buffer = new char[KeptErrorCharacters];
        int read;
        while ((read = await errors.ReadAsync(buffer)) > 0)
            kept.Append(buffer, 0, Math.Min(read, KeptErrorCharacters - kept.Length));
        return kept.ToString();
    }
}
