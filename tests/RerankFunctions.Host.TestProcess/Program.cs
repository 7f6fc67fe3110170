using RerankFunctions.Host;

// Arguments: the app's folder, then its settings as NAME=VALUE; one that starts with "host:" is over host.json's. Tells of each worker
// ("worker ID"), of each run that has ended ("ran FUNCTION") and of being ready ("ready ADDRESS"); ends with its standard input, or with the host ("failed REASON").

var settings = args.Skip(1).Select(setting => setting.Split('=', 2)).ToLookup(
    setting => setting[0].StartsWith("host:", StringComparison.Ordinal), setting => KeyValuePair.Create(setting[0], (string?)setting[1]));
await using var host = await FunctionsHost.StartAsync(
    new FunctionsHostOptions
    {
        AppFolder = args[0],
        Settings = settings[false].ToDictionary(),
        HostSettings = settings[true].ToDictionary(setting => setting.Key["host:".Length..], setting => setting.Value),
        // Who kills workers on purpose does not want to be told that they end too often.
        MaxWorkerErrors = int.MaxValue,
        WorkerRestartInterval = TimeSpan.Zero,
        OnRun = run => Console.WriteLine($"ran {run.Function}"),
        OnWorkerStarted = process => Console.WriteLine($"worker {process}"),
    },
    CancellationToken.None);
Console.WriteLine($"ready {host.BaseAddress}");
var input = Task.Run(Console.In.ReadToEnd);
if (await Task.WhenAny(input, host.Failed) == host.Failed)
    Console.WriteLine($"failed {(await host.Failed).Message}");
