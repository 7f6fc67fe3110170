using Microsoft.Extensions.Logging;

namespace RerankFunctions.Host;

/// <summary>Which app to run, and how.</summary>
public sealed record FunctionsHostOptions
{
    /// <summary>The folder of the built or published app: host.json, extensions.json, .azurefunctions and its assemblies.</summary>
    public required string AppFolder { get; init; }

    /// <summary>The app's settings, in either form (<c>A__B</c> or <c>A:B</c>). The worker's environment has them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Settings over host.json's, in the form <c>extensions:queues:batchSize</c>.</summary>
    public IReadOnlyDictionary<string, string?> HostSettings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where HTTP functions listen, on the loopback interface; 0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>Asked for in <c>x-functions-key</c> or <c>?code=</c> by all but anonymous functions; null asks for none, as Core Tools do.</summary>
    public string? Key { get; init; }

    /// <summary>Hosts of one id share their storage account's receipts, locks and queue; null takes the app's name.</summary>
    public string? HostId { get; init; }

    /// <summary>Development polls queues every 2 s at most, where Production takes up to a minute.</summary>
    public string EnvironmentName { get; init; } = "Development";

    /// <summary>The worker waits for a debugger before it does anything.</summary>
    public bool WaitForDebugger { get; init; }

    /// <summary>The host gives up after so many ends of its worker within half an hour, as Azure's does.</summary>
    public int MaxWorkerErrors { get; init; } = 3;

    /// <summary>Between two starts of a worker, the first excepted.</summary>
    public TimeSpan WorkerRestartInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a worker, and what runs, may take to stop before it is ended.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where logs go; levels are host.json's (<c>logging:logLevel</c>).</summary>
    public Action<ILoggingBuilder> Logging { get; init; } = static _ => { };

    /// <summary>Told of each run of a function that has ended, from any thread.</summary>
    public Action<FunctionRun>? OnRun { get; init; }

    /// <summary>Told of each worker that starts, with its process id.</summary>
    public Action<int>? OnWorkerStarted { get; init; }
}
