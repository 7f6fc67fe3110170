using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using RerankFunctions.Host.Rpc;

namespace RerankFunctions.Host.Workers;

/// <summary>The process that runs the app's functions.</summary>
internal sealed partial class WorkerProcess : IDisposable
{
    /// <summary>The host's own limit, in bytes.</summary>
    private const int MaxMessageLength = int.MaxValue;

    /// <summary>Of its standard error, the last so many lines are kept: enough for an exception and its stack.</summary>
    private const int ErrorLines = 100;

    private const string StartupHooks = "DOTNET_STARTUP_HOOKS";

    /// <summary>Has the hook that FUNCTIONS_ENABLE_DEBUGGER_WAIT speaks to.</summary>
    private const string WorkerCore = "Microsoft.Azure.Functions.Worker.Core";

    /// <summary>What .NET prints of an exception that ends a process.</summary>
    private const string Unhandled = "Unhandled exception. ";

    private readonly ConcurrentQueue<string> _errors;
    private readonly Process _process;
    private readonly TimeSpan _stopPatience;

    private WorkerProcess(Process process, TimeSpan stopPatience, ConcurrentQueue<string> errors)
        => (_process, _stopPatience, _errors) = (process, stopPatience, errors);

    public int Id => _process.Id;

    /// <exception cref="FunctionsHostException">It cannot be started.</exception>
    public static WorkerProcess Start(AppFolder app, FunctionsHostOptions options, Uri rpc, string workerId, ILogger logger)
    {
        var requestId = Guid.NewGuid().ToString();
        var start = new ProcessStartInfo(DotnetMuxer.Path,
        [
            app.Assembly,
            "--host", rpc.Host, "--port", $"{rpc.Port}", "--workerId", workerId, "--requestId", requestId,
            "--grpcMaxMessageLength", $"{MaxMessageLength}",
            "--functions-uri", rpc.AbsoluteUri, "--functions-worker-id", workerId, "--functions-request-id", requestId,
            "--functions-grpc-max-message-length", $"{MaxMessageLength}",
        ])
        {
            WorkingDirectory = app.FullPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start.Environment, app, options);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new FunctionsHostException($"The worker cannot be started by '{start.FileName}': {missing.Message}", missing);
        }

        var errors = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => Say(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            errors.Enqueue(line.Data ?? "");
            if (errors.Count > ErrorLines)
                errors.TryDequeue(out string? _);
            Say(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process, options.StopPatience, errors);

        void Say(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                WorkerSays(logger, line);
        }
    }

    public Task WhenExitedAsync() => _process.WaitForExitAsync();

    /// <summary>The exit code, and what it did not catch.</summary>
    public string HowItEnded()
    {
        var unhandled = _errors.FirstOrDefault(line => line.StartsWith(Unhandled, StringComparison.Ordinal))?[Unhandled.Length..];
        var reason = unhandled is null ? "" : $": {unhandled[(unhandled.IndexOf(": ", StringComparison.Ordinal) + 2)..]}";
        return $"exit code {_process.ExitCode}{reason}";
    }

    /// <summary>Asks it to end, and ends it if it does not in time.</summary>
    public async Task EndAsync(WorkerChannel channel)
    {
        channel.Post(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(_stopPatience) } });
        using var patience = new CancellationTokenSource(_stopPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    public void Dispose() => _process.Dispose();

    private static void Prepare(IDictionary<string, string?> environment, AppFolder app, FunctionsHostOptions options)
    {
        // The worker reads no local.settings.json.
        foreach (var (name, value) in options.Settings)
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        environment["FUNCTIONS_WORKER_DIRECTORY"] = app.FullPath;
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.FullPath;
        environment.TryAdd("AZURE_FUNCTIONS_ENVIRONMENT", options.EnvironmentName);

        List<string> hooks = [typeof(WorkerProcess).Assembly.Location];
        if (environment.TryGetValue(StartupHooks, out var others) && !string.IsNullOrEmpty(others))
            hooks.Add(others);
        if (options.WaitForDebugger)
        {
            environment["FUNCTIONS_ENABLE_DEBUGGER_WAIT"] = bool.TrueString;
            hooks.Add(WorkerCore);
        }

        environment[StartupHooks] = string.Join(Path.PathSeparator, hooks);
    }

    [LoggerMessage(3001, LogLevel.Information, "{Line}")]
    private static partial void WorkerSays(ILogger logger, string line);
}
