using System.Diagnostics;
using System.Text.Json;

namespace RerankFunctions.Bench.Ingest;

/// <summary>This program once more, in another role, that answers in lines of JSON. It ends with its standard input.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    public ChildProcess(params string[] args) => _process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, args) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public async Task<T> AskAsync<T>()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        return await AnswerAsync<T>();
    }

    public async Task<T> AnswerAsync<T>() => JsonSerializer.Deserialize<T>(
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process ended without an answer."))!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
